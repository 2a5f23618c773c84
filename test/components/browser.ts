import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Why the tests that need a browser cannot run here; null when they can. In CI that is a failure, not a skip. */
export function browserMissing(): string | null {
  if (existsSync(CHROMIUM)) return null;
  const reason = `not installed: ${CHROMIUM}`;
  if (process.env['CI']) throw new Error(`CI must have the real components, but: ${reason}.`);
  console.warn(`test/components skipped: ${reason}.`);
  return reason;
}

/** What a page did beside being shown. */
export interface OpenPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, dialogs, blocked content. */
  readonly troubles: readonly string[];
  /** Everything that was asked for but the file itself. */
  readonly requests: readonly string[];
}

export interface PageOptions {
  readonly theme?: 'light' | 'dark';
  readonly javaScript?: boolean;
  readonly width?: number;
}

/** A headless Chromium that opens documents from disk. */
export class Desk {
  #browser: Browser | null = null;
  #folder = '';
  #count = 0;

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'layerlint-desk-'));
    // As root, the only user of most containers, Chromium runs only without its sandbox.
    this.#browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async open(document: string, { theme = 'light', javaScript = true, width = 1280 }: PageOptions = {}): Promise<OpenPage> {
    this.#count += 1;
    const url = pathToFileURL(join(this.#folder, `${this.#count}.html`)).href;
    await writeFile(new URL(url), document);
    const context = await this.#browser!.newContext({ colorScheme: theme, javaScriptEnabled: javaScript, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const troubles: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== url && !request.url().startsWith('data:')) requests.push(request.url());
    });
    await page.addInitScript("addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))");
    await page.goto(url);
    return { page, troubles, requests };
  }
}

/** Waits until the value is the one that is wanted, or gives the last one for a test to fail on. */
export async function settled<T>(value: () => Promise<T>, wanted: T): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await value()) === wanted) return wanted;
    await sleep(50);
  }
  return value();
}

/** What axe finds fault with, as `rule: elements`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`);
}
