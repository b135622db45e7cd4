import type { Browser, Page } from 'playwright-core';
import { until } from './wait';

const QUERY = '.graphiql-query-editor .CodeMirror';
const HEADERS = '.graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror';
const RUN = '.graphiql-execute-button';
/** The editors render only what is in view; their text is asked of them. */
const RESULT = 'document.querySelector(".result-window .CodeMirror").CodeMirror.getValue()';
const TAB = 'document.querySelector(".graphiql-tab-active").innerText';
const PATIENCE_MS = 15_000;

/** GraphiQL as somebody with a keyboard uses it. Texts of the page's scripts are evaluated there. */
export class GraphiqlPage {
  /** What the browser complained of: scripts that failed, files that were refused. */
  readonly complaints: string[] = [];

  private constructor(private readonly page: Page) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
  }

  /** A window of its own, as of another person. */
  static async open(browser: Browser, url: string): Promise<GraphiqlPage> {
    const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
    const opened = new GraphiqlPage(await context.newPage());
    await opened.page.goto(`${url}/graphiql`);
    await opened.page.waitForSelector(QUERY);
    return opened;
  }

  async setHeaders(headers: object): Promise<void> {
    await this.type(HEADERS, JSON.stringify(headers));
  }

  /** Runs a named operation and waits until the answer holds this text. */
  async run(operation: string, expected: string): Promise<unknown> {
    await this.write(operation);
    await this.page.click(RUN);
    return this.shown(expected);
  }

  /** Presses the button again and waits for the next answer over HTTP. */
  async again(): Promise<void> {
    await Promise.all([this.page.waitForResponse((response) => response.url().endsWith('/graphql')), this.page.click(RUN)]);
  }

  /** Subscribes; resolves when the page has sent it. */
  async subscribe(operation: string): Promise<void> {
    const sent = this.page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framesent', { predicate: ({ payload }) => String(payload).includes('"subscribe"') }));
    await this.write(operation);
    await Promise.all([sent, this.page.click(RUN)]);
  }

  /** The answer that is shown, as soon as it holds this text. */
  async shown(expected: string): Promise<unknown> {
    let shown = '';
    const found = async () => (shown = await this.result()).includes(expected) || undefined;
    await until(found, PATIENCE_MS, `${expected} to be shown`).catch((error: Error) => {
      throw new Error(`${error.message} The page shows ${shown}`);
    });
    return JSON.parse(shown);
  }

  result(): Promise<string> {
    return this.page.evaluate<string>(RESULT);
  }

  /** The page reads a moment later what was typed; until then it would run the operation before. It shows the name when it has. */
  private async write(operation: string): Promise<void> {
    const name = /\w+ (\w+)/.exec(operation)?.[1];
    await this.type(QUERY, operation);
    await until(async () => (await this.page.evaluate<string>(TAB)) === name || undefined, PATIENCE_MS, `the page to read ${name}`);
  }

  private async type(editor: string, text: string): Promise<void> {
    await this.page.click(editor);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }
}
