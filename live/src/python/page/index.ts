export { LoadError, Runtime } from "./runtime.ts";
export type * from "../types.ts";
