/** Jinja2's tests by name, with the parameters that its functions have. */
import { contains, equal, ordered } from "./compare.ts";
import { type Bound, formOf } from "./filter.ts";
import { FILTERS } from "./filters.ts";
import { calculate } from "./operators.ts";
import { str } from "./show.ts";
import { isMarkup, raw } from "./text.ts";
import { isCase } from "./unicode.ts";
import {
  Callable,
  Dict,
  Float,
  hash,
  Iter,
  isInt,
  isStr,
  List,
  Range,
  Thing,
  Tuple,
  Undefined,
  type Value,
  View,
} from "./values.ts";

/** `other`: the one argument that a test may have. */
type Test = (value: Value, other: Value) => boolean;

const named = (value: Value, names: ReadonlyMap<string, unknown>): boolean => {
  hash(value);
  return isStr(value) && names.has(raw(value));
};

const identical = (value: Value, other: Value): boolean => {
  if (isStr(value) && isStr(other)) return raw(value) === raw(other) && isMarkup(value) === isMarkup(other);
  if (typeof value === "bigint" && typeof other === "bigint") return value === other;
  return value === other;
};

const TABLE: Record<string, [form: string, test: Test]> = {
  defined: ["test_defined value", (value) => !(value instanceof Undefined)],
  undefined: ["test_undefined value", (value) => value instanceof Undefined],
  none: ["test_none value", (value) => value === null],
  boolean: ["test_boolean value", (value) => typeof value === "boolean"],
  true: ["test_true value", (value) => value === true],
  false: ["test_false value", (value) => value === false],
  integer: ["test_integer value", (value) => typeof value === "bigint"],
  float: ["test_float value", (value) => value instanceof Float],
  number: ["test_number value", (value) => isInt(value) || value instanceof Float],
  string: ["test_string value", isStr],
  mapping: ["test_mapping value", (value) => value instanceof Dict],
  sequence: [
    "test_sequence value",
    (value) =>
      isStr(value) ||
      value instanceof List ||
      value instanceof Tuple ||
      value instanceof Dict ||
      value instanceof Range ||
      value instanceof Undefined,
  ],
  iterable: [
    "test_iterable value",
    (value) =>
      isStr(value) ||
      value instanceof List ||
      value instanceof Tuple ||
      value instanceof Dict ||
      value instanceof Range ||
      value instanceof View ||
      value instanceof Iter ||
      value instanceof Undefined ||
      (value instanceof Thing && value.more.iterate !== undefined),
  ],
  callable: [
    "callable(1)",
    (value) =>
      value instanceof Undefined ||
      value instanceof Callable ||
      (value instanceof Thing && value.more.call !== undefined),
  ],
  lower: ["test_lower value", (value) => isCase(raw(str(value)), false)],
  upper: ["test_upper value", (value) => isCase(raw(str(value)), true)],
  odd: ["test_odd value", (value) => equal(calculate("%", value, 2n), 1n)],
  even: ["test_even value", (value) => equal(calculate("%", value, 2n), 0n)],
  divisibleby: ["test_divisibleby value num", (value, by) => equal(calculate("%", value, by), 0n)],
  sameas: ["test_sameas value other", identical],
  escaped: ["test_escaped value", isMarkup],
  filter: ["test_filter @ env value", (value) => named(value, FILTERS)],
  test: ["test_test @ env value", (value) => named(value, TESTS)],
  in: ["test_in value seq", (value, container) => contains(container, value)],
};
const COMPARED: [names: string[], test: Test][] = [
  [["eq", "==", "equalto"], equal],
  [["ne", "!="], (a, b) => !equal(a, b)],
  [["gt", ">", "greaterthan"], (a, b) => ordered(">", a, b)],
  [["ge", ">="], (a, b) => ordered(">=", a, b)],
  [["lt", "<", "lessthan"], (a, b) => ordered("<", a, b)],
  [["le", "<="], (a, b) => ordered("<=", a, b)],
];

export const TESTS: ReadonlyMap<string, [form: Bound, test: Test]> = new Map([
  ...Object.entries(TABLE).map(([name, [form, test]]) => [name, [formOf(form), test]] as [string, [Bound, Test]]),
  ...COMPARED.flatMap(([names, test]) =>
    names.map((name) => [name, [formOf(`_operator.${names[0]}(2)`), test]] as [string, [Bound, Test]]),
  ),
]);
