// Makes documents with an engine of Node: `node node_engines.js ENGINE MODULES FOLDER`.
// Each line of standard input asks for one thing: {"seconds": 0.5} for a turn, {"number": 3} for one variant.
// The answers, a line each: {"each": seconds for a document, "peak": kilobytes}.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { createRequire } = require("module");

const [engine, modules, folder] = process.argv.slice(2);
const load = createRequire(path.resolve(modules, "loader.js"));
const contexts = JSON.parse(fs.readFileSync(path.join(folder, "contexts.json"), "utf8"));
const braces = fs.readFileSync(path.join(folder, "braces.docx"));
const target = path.join(folder, `made-by-${engine}.docx`);

function docxtemplater() {
  const PizZip = load("pizzip");
  const Docxtemplater = load("docxtemplater");
  return async (context) => {
    const document = new Docxtemplater(new PizZip(braces), { paragraphLoop: true, linebreaks: true });
    document.render(context);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
}

function easyTemplateX() {
  const { TemplateHandler } = load("easy-template-x");
  const handler = new TemplateHandler();
  return (context) => handler.process(braces, context);
}

function carbone() {
  const { promisify } = require("util");
  const render = promisify(load("carbone").render);
  return (context) => render(path.join(folder, "carbone.docx"), context);
}

const render = { docxtemplater, "easy-template-x": easyTemplateX, carbone }[engine]();
let next = 0;

async function make(number) {
  fs.writeFileSync(target, await render(contexts[number % contexts.length]));
}

async function turn(seconds) {
  const begun = performance.now();
  let made = 0;
  let taken = 0;
  while (!made || taken < seconds) {
    await make(next++);
    made++;
    taken = (performance.now() - begun) / 1000;
  }
  return taken / made;
}

// As Linux tells it; resourceUsage().maxRSS would count the parent's memory too.
function peak() {
  return Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]);
}

async function answer() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    const each = "seconds" in asked ? await turn(asked.seconds) : await make(asked.number);
    console.log(JSON.stringify({ each: each ?? 0, peak: peak() }));
  }
  process.exit(0);
}

answer();
