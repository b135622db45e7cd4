import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** `none` where no browser can be had: what needs one is skipped then. */
const BROWSER = process.env.TEST_BROWSER ?? '/usr/bin/chromium';

export const hasBrowser = BROWSER !== 'none';

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The browser of this machine, without a window. @throws Error that says how to come by one. */
export function openBrowser(): Promise<Browser> {
  if (!existsSync(BROWSER)) {
    throw new Error(`There is no browser at ${BROWSER}. Install Debian's chromium, name another in TEST_BROWSER, or set TEST_BROWSER=none to leave out what needs one.`);
  }
  return chromium.launch({ executablePath: BROWSER, args: ARGUMENTS });
}
