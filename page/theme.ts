const THEMES = ['system', 'light', 'dark'] as const;
const SIGNS = { system: '◐', light: '☀', dark: '☾' } as const;
const NAMES = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** Lets the reader choose between what the system prefers, light and dark. */
export function startTheme(button: HTMLButtonElement): void {
  let at = 0;
  button.hidden = false;
  button.addEventListener('click', () => {
    at = (at + 1) % THEMES.length;
    const theme = THEMES[at]!;
    document.documentElement.dataset['theme'] = theme;
    button.textContent = SIGNS[theme];
    button.setAttribute('aria-label', `Colours: ${NAMES[theme]}`);
  });
}
