/** Python's strftime in the C locale, for a time without a zone. */
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const two = (n: number): string => String(n).padStart(2, "0");

export function strftime(now: Date, format: string): string {
  const dayOfYear =
    Math.round(
      (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(now.getFullYear(), 0, 1)) / 86_400_000,
    ) + 1;
  const hour12 = now.getHours() % 12 || 12;
  const part: Record<string, () => string> = {
    a: () => DAYS[now.getDay()]!.slice(0, 3),
    A: () => DAYS[now.getDay()]!,
    w: () => String(now.getDay()),
    u: () => String(now.getDay() || 7),
    d: () => two(now.getDate()),
    e: () => String(now.getDate()).padStart(2),
    b: () => MONTHS[now.getMonth()]!.slice(0, 3),
    h: () => MONTHS[now.getMonth()]!.slice(0, 3),
    B: () => MONTHS[now.getMonth()]!,
    m: () => two(now.getMonth() + 1),
    y: () => two(now.getFullYear() % 100),
    Y: () => String(now.getFullYear()),
    C: () => two(Math.floor(now.getFullYear() / 100)),
    H: () => two(now.getHours()),
    I: () => two(hour12),
    p: () => (now.getHours() < 12 ? "AM" : "PM"),
    P: () => (now.getHours() < 12 ? "am" : "pm"),
    k: () => String(now.getHours()).padStart(2),
    l: () => String(hour12).padStart(2),
    M: () => two(now.getMinutes()),
    S: () => two(now.getSeconds()),
    f: () => `${String(now.getMilliseconds()).padStart(3, "0")}000`,
    z: () => "",
    Z: () => "",
    j: () => String(dayOfYear).padStart(3, "0"),
    U: () => two(Math.floor((dayOfYear + 6 - now.getDay()) / 7)),
    W: () => two(Math.floor((dayOfYear + 6 - ((now.getDay() + 6) % 7)) / 7)),
    G: () => String(isoWeek(now)[0]),
    g: () => two(isoWeek(now)[0] % 100),
    V: () => two(isoWeek(now)[1]),
    c: () => strftime(now, "%a %b %e %H:%M:%S %Y"),
    x: () => strftime(now, "%m/%d/%y"),
    X: () => strftime(now, "%H:%M:%S"),
    D: () => strftime(now, "%m/%d/%y"),
    F: () => strftime(now, "%Y-%m-%d"),
    T: () => strftime(now, "%H:%M:%S"),
    R: () => strftime(now, "%H:%M"),
    r: () => strftime(now, "%I:%M:%S %p"),
    n: () => "\n",
    t: () => "\t",
    "%": () => "%",
    s: () => String(Math.floor(now.getTime() / 1000)),
  };
  // Python gives up where the text is longer than its buffer, which it doubles up to 256 times the format
  let room = 1024;
  while (room < 256 * format.length) room *= 2;
  const made = format.replace(
    /%([-_0^#]*)(\d*)(?:E(?![aAwdebhBmHIklMSjUWDFGgV])|O(?![aAYcxXDF]))?([A-Za-z%])/g,
    (whole, flags: string, width: string, letter: string) => {
      // `%f` is Python's own; with anything between, it goes to the C library, which has none
      const made = letter === "f" && whole !== "%f" ? undefined : part[letter]?.();
      const wide = Math.min(Number(width), room);
      return made === undefined
        ? whole.padStart(wide, padOf(flags) === "0" ? "0" : " ")
        : shaped(made, flags, wide, letter);
    },
  );
  return made.length < room ? made : "";
}

/** With the flags of the C library: `-` no padding, `_` spaces, `0` zeros, `^` capitals, `#` the other case. */
function shaped(text: string, flags: string, width: number, letter: string): string {
  const number = letter !== "s" && /^[ \d]+$/.test(text) && /\S/.test(text);
  const pad = padOf(flags);
  let made = text;
  if (number && pad)
    made = made.replace(/^[0 ]+(?=.)/, (zeros) => (pad === "-" ? "" : zeros.replace(/./g, pad === "_" ? " " : "0")));
  if (letter === "P" || (letter === "p" && flags.includes("#"))) made = made.toLowerCase();
  else if (flags.includes("^") || (flags.includes("#") && /[aAbBh]/.test(letter))) made = made.toUpperCase();
  const spaces = pad ? pad !== "0" : !number || /^[ekl]$/.test(letter);
  return made.padStart(width, spaces ? " " : "0");
}

/** Of several flags about padding the last counts. */
const padOf = (flags: string): string | undefined => [...flags].reverse().find((flag) => "-_0".includes(flag));

/** Year and week of ISO 8601. */
function isoWeek(now: Date): [year: number, week: number] {
  const thursday = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return [year, 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / 604_800_000)];
}
