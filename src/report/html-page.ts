import { html, type Markup } from './html-markup.js';
import { SCRIPT, SCRIPT_DIGEST, STYLE, STYLE_DIGEST } from './page.generated.js';

export interface Page {
  readonly title: string;
  readonly body: Markup;
  readonly version: string;
  readonly ruleSetDigest: string;
  readonly showSecrets: boolean;
}

/** Nothing is loaded, and nothing runs but our own script: whatever else gets into the page is dead. https://www.w3.org/TR/CSP3/ */
const POLICY = `default-src 'none'; script-src '${SCRIPT_DIGEST}'; style-src '${STYLE_DIGEST}'; img-src data:; base-uri 'none'; form-action 'none'`;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cg fill='none' stroke='%230f766e' stroke-width='2.5' stroke-linejoin='round'%3E%3Cpath d='M16 4 29 10.500 16 17 3 10.500z' fill='%230f766e'/%3E%3Cpath d='m3 16 13 6.500L29 16M3 21.500 16 28l13-6.500'/%3E%3C/g%3E%3C/svg%3E";

/** The whole document. Style and script stand in it as they are: they are ours, and their digests are in the policy. */
export function page({ title, body, version, ruleSetDigest, showSecrets }: Page): string {
  const head = html`
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="${ICON}">
    <title>${title} &ndash; layerlint</title>`;
  const content = html`
    <a class="skip" href="#main">Skip to the report</a>
    <header class="top">
      <p class="brand"><svg aria-hidden="true" viewBox="0 0 32 32"><path class="filled" d="M16 4 29 10.500 16 17 3 10.500z"/><path d="m3 16 13 6.500L29 16M3 21.500 16 28l13-6.500"/></svg>layerlint</p>
      <button type="button" class="theme" hidden aria-label="Colours: as the system">&#9680;</button>
    </header>
    <main id="main">${showSecrets ? html`<p class="warning">This report shows values. Whoever gets it gets the secrets: do not pass it on.</p>` : null}${body}</main>
    <footer><p>layerlint ${version}, rule set <code>${ruleSetDigest}</code>. A leaked secret is rotated, not removed.</p></footer>`;
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.text}\n<style>${STYLE}</style>\n</head>\n<body>\n${content.text}\n<script>${SCRIPT}</script>\n</body>\n</html>\n`;
}
