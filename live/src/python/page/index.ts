export type * from "../types.ts";
export { LoadError, Runtime } from "./runtime.ts";
