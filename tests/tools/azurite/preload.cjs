// Loaded into Azurite before its own code: ends it with the tests that started it, and lets them set its clock.
"use strict";
const fs = require("fs");

// The tests never write to it: it closes when they end, however they end.
process.stdin.on("end", () => process.exit(0)).resume();

const file = process.env.AZURITE_CLOCK;
if (file) {
  const System = Date;
  // Milliseconds since 1970; without the file the system's clock.
  const now = () => {
    try {
      return Number(fs.readFileSync(file, "utf8"));
    } catch {
      return System.now();
    }
  };
  globalThis.Date = new Proxy(System, {
    apply: () => new System(now()).toString(),
    construct: (target, args, type) => Reflect.construct(target, args.length ? args : [now()], type),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
