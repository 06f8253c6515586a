/** What runs cells (app.js, fetched when the reader is about to run one). */
import type { Page, Running } from "./page.ts";
import { Session } from "./session.ts";

export function start(page: Page): Running {
  return new Session(page);
}
