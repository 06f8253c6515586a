/** What runs cells (app.js, fetched when the reader is about to run one). */
import type { Page } from "./page.ts";
import { Session } from "./session.ts";

export type { Session };

export interface SessionModule {
  start(page: Page): Session;
}

export function start(page: Page): Session {
  return new Session(page);
}
