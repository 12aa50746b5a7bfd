// The live renderer: an explorer's controls and its chart, drawn as SVG from what charts/spec.py says.
//
// There is one way in from a notebook (`render`, called by anywidget) and one from an exported page (`enhance`).
// Both end in `explore`, which asks for a chart whenever a control moves: Python in the notebook, the frames computed
// beforehand in the page. Nothing is animated, so there is nothing to calm for readers who ask for less motion.

const DIGITS = 3; // significant ones, as in charts/quantity.py
const AHEAD = [1, 2, 3, 4, 5, -1]; // steps of a control for which Python is asked before they are taken
const KEPT = 200; // answers
const PATIENCE_MS = 1000; // after which a reader wants to know why nothing happens
const STOPPED = "Python has stopped: the picture stays as it is.";
const NEAR_PX = 40; // how near the pointer must come to a value to be told it
const STEP_PX = 12; // how far an arrow key goes at least
const NARROW_PX = 520; // below this, names beside the lines leave no room for the lines
const WIDEST_NAME = 0.34; // of a category in a narrow picture, as a share of the width
const LINE_PX = 14; // from one line of a name to the next
const HIGHEST_PX = 420; // of a picture whose axes share a scale
const SHADES = 999; // of a raster, as in charts/spec.py
const MOST_ROWS = 12; // of the table
const WORD_OVER_CURVE = 100; // how much worse it is to cover a word than a curve
const ABOVE_PX = 12; // by which a word may stand higher than the axes, below the title of y
const STROKE_PX = 12; // of a curve, from which on words keep away box by box
const MOLAR = ["M", "mM", "µM", "nM", "pM", "fM"];
let drawn = 0; // explorers on this page, for ids of their own

// --- words ---

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// No line ends after the hyphen of IL-2.
const unbroken = (text) => escape(text).replace(/\S*-\S*/g, `<span class="il2-whole">$&</span>`);

// No line ends between a number and its unit.
const together = (text) => text.replace(/(\d) (?=\S{1,3}(?:\W|$))/g, "$1\u00a0");

function inLines(text, across, raised) {
  const lines = String(text).split("\n");
  const first = -raised * LINE_PX * (lines.length - 1);
  return lines.map((line, index) => `<tspan x="${across}" dy="${index ? LINE_PX : first}">${escape(line)}</tspan>`).join("");
}

function rounded(value) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return value.toLocaleString("en", { maximumSignificantDigits: DIGITS }).replace("-", "−");
}

// As `quantity` in Python: concentrations take the prefix that keeps the number readable.
export function quantity(value, unit = "") {
  let place = MOLAR.indexOf(unit);
  if (place >= 0 && value > 0) {
    const molar = value * 10 ** (-3 * place);
    place = MOLAR.findIndex((_, index) => molar * 10 ** (3 * index) >= 0.9995);
    if (place < 0) place = MOLAR.length - 1;
    [value, unit] = [molar * 10 ** (3 * place), MOLAR[place]];
  }
  return `${rounded(value)}${unit === "°" ? "" : " "}${unit}`.trim();
}

function say(axis, value) {
  if (axis.scale !== "category") return quantity(value, axis.unit);
  return (axis.categories[Math.round(value)] ?? "").replace(/\s+/g, " ");
}

// --- geometry ---

// Values of an axis → pixels between `from` and `to`.
function scale(axis, from, to) {
  const bend = axis.scale === "log" ? Math.log10 : Number;
  const [low, high] = axis.limits.map(bend);
  return (value) => from + ((bend(value) - low) / (high - low)) * (to - from);
}

// The places of an axis's numbers: round ones, as many as there is room for.
function ticks(axis, room) {
  const [low, high] = axis.limits;
  if (axis.scale === "category") return axis.categories.map((_, index) => index);
  if (axis.scale === "log") {
    const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
    const between = high / low < 300 ? [1, 2, 5] : [1];
    const every = Math.max(1, Math.ceil((last - first) / room));
    const places = [];
    for (let power = Math.ceil(first / every) * every; power <= last; power += every)
      places.push(...between.map((digit) => digit * 10 ** power));
    return places.filter((value) => value >= low * 0.999 && value <= high * 1.001);
  }
  const rough = (high - low) / room;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((digit) => digit * power >= rough);
  const places = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) places.push(index * step + 0); // −0 + 0 is 0
  return places;
}

const pen = document.createElement("canvas").getContext("2d");
function textWidth(text, size, family) {
  pen.font = `${size}px ${family}`;
  return Math.max(...String(text).split("\n").map((line) => pen.measureText(line).width));
}

// A long name in lines no wider than `most`, broken between words.
function folded(text, most, family, size = 12) {
  const lines = [];
  for (const word of String(text).split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(longer, size, family) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join("\n");
}

const SYMBOLS = {
  circle: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
  square: "M-4-4h8v8h-8Z",
  triangle: "M0-5L5 4H-5Z",
  diamond: "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
  wedge: "M0 5L5-4H-5Z",
  plus: "M-1.7-5h3.4v3.3H5v3.4H1.7V5h-3.4V1.7H-5v-3.4h3.3Z",
};
const symbol = (name, x, y) => `<path d="${SYMBOLS[name]}" transform="translate(${x} ${y})"/>`;
const pixel = (value) => Math.round(value * 10) / 10;
const path = (xs, ys) => xs.map((x, index) => `${index ? "L" : "M"}${pixel(x)} ${pixel(ys[index])}`).join("");

// --- the picture ---

// The color of each shade, as one number a pixel of a canvas.
function shades(ramp) {
  const bytes = new Uint8ClampedArray(4 * (SHADES + 1));
  for (let shade = 0; shade <= SHADES; shade++) {
    const place = (shade / SHADES) * (ramp.length - 1);
    const step = Math.min(Math.floor(place), ramp.length - 2);
    const color = ramp[step].map((part, band) => part + (place - step) * (ramp[step + 1][band] - part));
    bytes.set([...color, 255], 4 * shade);
  }
  return new Uint32Array(bytes.buffer);
}

// A field of values as a picture of its own, one dot a pixel of the chart, so that cells of any width are right.
function field(series, x, y, box, ramp) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(box.width), Math.round(box.height)];
  const picture = pen.createImageData(canvas.width, canvas.height);
  const [dots, colors] = [new Uint32Array(picture.data.buffer), shades(ramp)];
  const cells = (edges, length, at) => {
    const found = new Int32Array(length).fill(-1);
    for (let cell = 0; cell + 1 < edges.length; cell++) {
      const ends = [at(edges[cell]), at(edges[cell + 1])].sort((one, other) => one - other).map(Math.round);
      found.fill(cell, Math.max(0, ends[0]), Math.max(0, ends[1]));
    }
    return found;
  };
  const columns = cells(series.x, canvas.width, (value) => x(value) - box.left);
  const rows = cells(series.y, canvas.height, (value) => y(value) - box.top);
  rows.forEach((row, down) =>
    columns.forEach((column, across) => {
      if (row < 0 || column < 0) return;
      dots[down * canvas.width + across] = colors[series.shades[row * (series.x.length - 1) + column]];
    }),
  );
  canvas.getContext("2d").putImageData(picture, 0, 0);
  const frame = `x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}"`;
  return `<image ${frame} preserveAspectRatio="none" href="${canvas.toDataURL()}"/>`;
}

// One series as SVG; `hit(x, y, text, color, row)` takes note of every value that pointer and arrow keys can find.
function paint(series, spec, x, y, box, ramp, hit) {
  const color = `var(--il2-${series.color})`;
  const tell = (value, at) => `${series.name}: ${say(spec.y, value)} at ${say(spec.x, at)}`;
  if (series.kind === "line") {
    const [xs, ys] = [series.x.map(x), series.y.map((value) => (value === null ? box.bottom + 99 : y(value)))];
    xs.forEach((at, index) => hit(at, ys[index], () => tell(series.y[index], series.x[index]), color));
    return `<path class="il2-line" d="${path(xs, ys)}" stroke="${color}" stroke-dasharray="${series.dash.map((part) => 2 * part)}"/>`;
  }
  if (series.kind === "points") {
    return series.x.map((value, index) => {
      const [across, down] = [pixel(x(value)), pixel(y(series.y[index]))];
      hit(across, down, () => tell(series.y[index], value), color);
      return `<g fill="${color}">${symbol(series.symbol, across, down)}</g>`;
    }).join("");
  }
  if (series.kind === "band") {
    const xs = series.x.map(x);
    const [low, high] = [series.low, series.high].map((end) => end.map((value) => (value === null ? box.bottom : y(value))));
    const text = (index) => `${series.name}: from ${say(spec.y, series.low[index])} to ${tell(series.high[index], series.x[index]).slice(series.name.length + 2)}`;
    xs.forEach((at, index) => [low, high].forEach((end) => hit(at, end[index], () => text(index), color)));
    return `<path fill="${color}" fill-opacity="0.22" d="${path([...xs, ...xs.toReversed()], [...low, ...high.toReversed()])}Z"/>`;
  }
  if (series.kind === "interval") {
    return series.row.map((row, index) => {
      const down = pixel(y(row));
      const [least, middle, most] = [series.low, series.value, series.high].map((end) => end[index]);
      const [from, to] = [least === null ? box.left : x(least), most === null ? box.right : x(most)].map(pixel);
      const ends = [least, most].map((end, side) => (end === null ? (side ? "∞" : "without a lower end") : say(spec.x, end)));
      hit(x(middle), down, () => `${say(spec.y, row)}, ${series.name}: ${say(spec.x, middle)}, from ${ends[0]} to ${ends[1]}`, color, index);
      const arrow = (at, sign) => `<path d="M${at} ${down}l${-8 * sign}-5v10Z"/>`;
      return `<g fill="${color}"><path class="il2-line" stroke="${color}" d="M${from} ${down}H${to}"/>` +
        `${least === null ? arrow(from, -1) : ""}${most === null ? arrow(to, 1) : ""}${symbol(series.symbol, pixel(x(middle)), down)}</g>`;
    }).join("");
  }
  const columns = series.x.length - 1;
  const where = (cell) => [[spec.x, series.x, cell % columns], [spec.y, series.y, Math.floor(cell / columns)]]
    .map(([axis, edges, at]) => `${axis.title.replace(/ \(.*/, "")} ${say(axis, (edges[at] + edges[at + 1]) / 2)}`).join(", ");
  series.shades.forEach((shade, cell) => {
    const [across, down] = [[series.x, x, cell % columns], [series.y, y, Math.floor(cell / columns)]]
      .map(([edges, at, index]) => (at(edges[index]) + at(edges[index + 1])) / 2);
    const value = series.range[0] + (shade / SHADES) * (series.range[1] - series.range[0]);
    hit(across, down, () => `${series.name}: ${quantity(value, series.unit)} at ${where(cell)}`, "transparent", Math.floor(cell / columns));
  });
  return field(series, x, y, box, ramp);
}

const overlap = (one, other) =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

// Where a word covers least of other words, which are `taken`, and of what is `drawn`, and of nothing outside the picture; from then on that place is taken.
function room(ways, taken, box, drawn) {
  const beyond = (way) => [way.right - box.right - 8, box.left - way.left, box.top - ABOVE_PX - way.top, way.bottom - box.bottom - 2];
  const outside = (way) => 13 * beyond(way).reduce((sum, far) => sum + Math.max(0, far), 0);
  const covered = (way, others) => others.reduce((sum, other) => sum + overlap(way, other), 0);
  const way = closest(ways, (one) => WORD_OVER_CURVE * (outside(one) + covered(one, taken)) + covered(one, drawn));
  taken.push(way);
  return way;
}

// Straight lines with their words: those of x are read upward beside the line, those of y stand on it or hang below.
// `drawn` are the places of curves and symbols, which they leave free where they can.
function rules(marks, x, y, box, family, taken, drawn) {
  const upright = marks.filter((one) => one.axis === "x");
  const lines = upright.map((one) => x(one.value)).map((at) => ({ left: at - 2, right: at + 2, top: box.top, bottom: box.bottom }));
  const free = [...drawn, ...lines];
  return [...upright, ...marks.filter((one) => one.axis !== "x")].map((one) => {
    const at = pixel((one.axis === "x" ? x : y)(one.value));
    const text = (place) => `<text class="il2-halo" ${place}>${escape(one.text)}</text>`;
    const width = textWidth(one.text, 13, family);
    if (one.axis === "x") {
      if (at < box.left - 1 || at > box.right + 1) return "";
      const sides = box.narrow ? [14, -5] : [-5, 14];
      const middle = upright.length > 1 ? [] : [(box.top + box.bottom - width) / 2]; // where it would part the room of another
      const ways = [box.top + 4, box.bottom - 4 - width, ...middle].flatMap((top) => sides.map((side) =>
        ({ left: at + side - 11, right: at + side + 2, top, bottom: top + width })));
      const way = room(ways, taken, box, free);
      return `<path class="il2-rule" d="M${at} ${box.top}V${box.bottom}"/>` +
        text(`text-anchor="end" transform="translate(${pixel(way.right - 2)} ${pixel(way.top)}) rotate(-90)"`);
    }
    if (at < box.top - 1 || at > box.bottom + 1) return "";
    const ways = [-5, 14].flatMap((rise) => [box.left + 6, box.right - 6 - width].map((left) =>
      ({ left, right: left + width, top: at + rise - 11, bottom: at + rise + 2 })));
    const way = room(ways, taken, box, free);
    return `<path class="il2-rule" d="M${box.left} ${at}H${box.right}"/>${text(`x="${pixel(way.left)}" y="${pixel(way.bottom - 2)}"`)}`;
  }).join("");
}

// Notes at their points, each on the side where it covers least.
function notes(marks, x, y, box, family, taken, drawn) {
  return marks.map((one) => {
    const [across, down, width] = [x(one.x), y(one.y), textWidth(one.text, 13, family)];
    const late = across > (box.left + box.right) / 2; // a note in the right half grows to the left
    const sides = late ? [-6 - width, 6, -width / 2] : [6, -6 - width, -width / 2];
    const ways = sides.flatMap((side) => [-4, 15, -16].map((rise) =>
      ({ left: across + side, right: across + side + width, top: down + rise - 11, bottom: down + rise + 2 })));
    const way = room(ways, taken, box, drawn);
    return `<text class="il2-halo" x="${pixel(way.left)}" y="${pixel(way.bottom - 2)}">${escape(one.text)}</text>`;
  }).join("");
}

// The name of a line, above it.
const named = ({ series, across, down }) =>
  `<text class="il2-name il2-halo" text-anchor="middle" x="${pixel(across)}" y="${pixel(down)}" fill="var(--il2-${series.color})">${escape(series.name)}</text>`;

// The places of all symbols, which words leave free where they can.
const dots = (series, x, y) => series.filter(({ kind }) => kind === "points").flatMap((points) =>
  points.x.map((value, index) => [x(value), y(points.y[index])])
    .map(([across, down]) => ({ left: across - 5, right: across + 5, top: down - 5, bottom: down + 5 })));

// The places of all curves and intervals, as boxes along them.
function curves(series, x, y, box) {
  const bars = series.filter(({ kind }) => kind === "interval").flatMap((one) => one.row.map((row, index) => ({
    left: one.low[index] === null ? box.left : x(one.low[index]), right: one.high[index] === null ? box.right : x(one.high[index]),
    top: y(row) - 5, bottom: y(row) + 5 })));
  const strokes = series.filter(({ kind }) => kind === "line").flatMap((one) => one.x.slice(1).flatMap((value, index) => {
    if (one.y[index] === null || one.y[index + 1] === null) return [];
    const [[left, right], ends] = [[x(one.x[index]), x(value)], [y(one.y[index]), y(one.y[index + 1])]];
    const parts = Math.ceil(Math.abs(right - left) / STROKE_PX) || 1; // a long straight stroke is no box
    return Array.from({ length: parts }, (_, part) => {
      const [from, to] = [part, part + 1].map((at) => ends[0] + ((ends[1] - ends[0]) * at) / parts);
      const step = (right - left) / parts;
      return { left: left + part * step, right: left + (part + 1) * step, top: Math.min(from, to) - 2, bottom: Math.max(from, to) + 2 };
    });
  }));
  return [...bars, ...strokes];
}

// The whole chart as the inside of an <svg> `width` wide; returns its height and the values the pointer can find.
function picture(svg, spec, width, ramp) {
  const family = getComputedStyle(svg).fontFamily;
  const narrow = width < NARROW_PX;
  const beside = narrow ? [] : (spec.names ?? []);
  let height = Math.round(Math.min(400, Math.max(250, width * 0.52)));
  const upright = spec.y.scale !== "category"; // categories read from the top down
  const rows = narrow && !upright ? spec.y.categories.map((name) => folded(name, width * WIDEST_NAME, family)) : spec.y.categories;
  const label = (axis, value) => (axis.scale === "category" ? (axis === spec.y ? rows : axis.categories)[value] : rounded(value));
  const last = textWidth(label(spec.x, ticks(spec.x, 8).at(-1)), 12, family); // may stand half beyond the axis
  if (rows?.length) height = Math.max(height, 76 + rows.length * (LINE_PX * Math.max(...rows.map((name) => name.split("\n").length)) + 8));
  const title = folded(spec.x.title, width - 4, family, 13);
  const below = 46 + LINE_PX * (title.split("\n").length - 1);
  height += below - 46;
  const box = { narrow, top: 30, bottom: height - below, right: width - Math.max(14, last / 2 + 2) };
  const most = Math.max(2, Math.floor((box.bottom - box.top) / 38));
  box.left = 12 + Math.max(...ticks(spec.y, most).map((value) => textWidth(label(spec.y, value), 12, family)));
  if (beside.length) box.right -= Math.max(...beside.map(([, , text]) => textWidth(text, 13, family)));
  if (spec.equal) { // one unit of x as long as one of y, in a picture no higher than it can be seen at once
    const [across, down] = [spec.x, spec.y].map(({ limits: [low, high] }) => high - low);
    const per = Math.min((box.right - box.left) / across, HIGHEST_PX / down);
    [box.right, box.bottom] = [box.left + per * across, box.top + per * down];
    height = Math.round(box.bottom + below);
  }
  [box.width, box.height] = [box.right - box.left, box.bottom - box.top];

  const x = scale(spec.x, box.left, box.right);
  const y = upright ? scale(spec.y, box.bottom, box.top) : scale(spec.y, box.top, box.bottom);
  const hits = [];
  const drawing = (series) => paint(series, spec, x, y, box, ramp, (across, down, text, color, row = 0) => {
    if (across >= box.left - 1 && across <= box.right + 1 && down >= box.top - 1 && down <= box.bottom + 1)
      hits.push({ across, down, text, color, row: `${series.name} ${row}` });
  });
  const [ruled, noted] = ["rule", "note"].map((kind) => spec.marks.filter((one) => one.kind === kind));
  const overhead = spec.series.filter((series) => series.at).map((series) => {
    const [across, down, half] = [x(series.at[0]), y(series.at[1]) - (narrow ? 4 : 9), textWidth(series.name, 13, family) / 2];
    return { series, across, down, left: across - half, right: across + half, top: down - 11, bottom: down + 2 };
  });
  const titled = { left: 2, right: 2 + textWidth(spec.y.title, 13, family), top: 4, bottom: 18 };
  const taken = [titled, ...overhead];
  const symbols = dots(spec.series, x, y);
  const lines = ruled.length ? rules(ruled, x, y, box, family, taken, [...symbols, ...curves(spec.series, x, y, box)]) : "";
  const words = lines + notes(noted, x, y, box, family, [...taken, ...symbols], []);
  const [above, clipped] = [true, false].map((whole) => spec.series.filter((series) => ["points", "interval"].includes(series.kind) === whole));
  const grid = [
    ...ticks(spec.x, Math.max(2, Math.floor(box.width / (spec.x.scale === "log" ? 62 : 75)))).map((value) => {
      const text = inLines(label(spec.x, value), pixel(x(value)), 0);
      return `<path class="il2-grid" d="M${pixel(x(value))} ${box.top}V${box.bottom}"/><text class="il2-tick" y="${box.bottom + 17}" text-anchor="middle">${text}</text>`;
    }),
    ...ticks(spec.y, most).map((value) => {
      const down = pixel(y(value));
      const text = inLines(label(spec.y, value), box.left - 7, 0.5);
      return `<path class="il2-grid" d="M${box.left} ${down}H${box.right}"/><text class="il2-tick" y="${down + 4}" text-anchor="end">${text}</text>`;
    }),
  ];
  const names = beside.map(([share, color, text]) =>
    `<text class="il2-name" x="${box.right + 8}" y="${pixel(box.bottom - share * box.height) + 4}" fill="var(--il2-${color})">${escape(text)}</text>`);
  const half = textWidth(title, 13, family) / 2;
  const middle = Math.max(half, Math.min((box.left + box.right) / 2, width - half)); // a long title stays on the page
  const clip = `${svg.id}-clip`;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.innerHTML =
    `<clipPath id="${clip}"><rect x="${box.left}" y="${box.top - 2}" width="${box.width}" height="${box.height + 4}"/></clipPath>` +
    `${grid.join("")}<path class="il2-axis" d="M${box.left} ${box.top}V${box.bottom}H${box.right}"/>` +
    `<g clip-path="url(#${clip})">${clipped.map(drawing).join("")}</g>` +
    `<g${spec.series.some(({ kind }) => kind === "raster") ? ` class="il2-on-field"` : ""}>${above.map(drawing).join("")}</g>` +
    `${words}${overhead.map(named).join("")}${names.join("")}` +
    `<text class="il2-title" x="2" y="15">${escape(spec.y.title)}</text>` +
    `<text class="il2-title" y="${height - 6}" text-anchor="middle">${inLines(title, pixel(middle), 1)}</text>`;
  return hits;
}

// --- beside the picture ---

function legend(spec, narrow) {
  const key = spec.series.filter((series) => spec.key.includes(series.name));
  const rasters = key.filter((series) => series.kind === "raster");
  const others = key.length > 1 && (narrow || spec.names === null) ? key.filter((series) => series.kind !== "raster") : [];
  const sample = (series) => {
    const color = `var(--il2-${series.color})`;
    if (series.kind === "band") return `<path d="M2 3h26v8h-26Z" fill="${color}" fill-opacity="0.3"/>`;
    const stroke = series.kind === "points" ? "" : `<path class="il2-line" d="M1 7h28" stroke="${color}" stroke-dasharray="${(series.dash ?? []).map((part) => 2 * part)}"/>`;
    return `${stroke}<g fill="${color}">${series.symbol ? symbol(series.symbol, 15, 7) : ""}</g>`;
  };
  return others.map((series) => `<li><svg width="30" height="14" aria-hidden="true">${sample(series)}</svg> ${escape(series.name)}</li>`).join("") +
    rasters.map((series) => `<li>${escape(series.name)}: ${escape(quantity(series.range[0], series.unit))} <i class="il2-ramp"></i> ${escape(quantity(series.range[1], series.unit))}</li>`).join("");
}

// The same numbers as a table: for screen readers, and for whoever wants to copy one.
function table(spec) {
  const row = (cells, tag = "td") => `<tr>${cells.map((cell, index) => `<${tag}${tag === "th" ? ` scope="col"` : ""}>${escape(cell)}</${tag}>`).join("")}</tr>`;
  return spec.series.filter((series) => series.kind !== "raster").map((series) => {
    const [places, where, columns] = series.kind === "interval"
      ? [series.row, spec.y, [["value", series.value], ["from", series.low], ["to", series.high]]]
      : [series.x, spec.x, series.kind === "band" ? [["from", series.low], ["to", series.high]] : [[spec.y.title, series.y]]];
    const what = series.kind === "interval" ? spec.x : spec.y;
    const step = Math.max(1, (places.length - 1) / (MOST_ROWS - 1));
    const chosen = [...new Set(Array.from({ length: Math.min(MOST_ROWS, places.length) }, (_, index) => Math.round(index * step)))];
    const cell = (value) => (value === null ? "no end" : say(what, value));
    const body = chosen.map((index) => row([say(where, places[index]), ...columns.map(([, values]) => cell(values[index]))]));
    return `<table><caption>${escape(series.name)}</caption><thead>${row([where.title, ...columns.map(([head]) => head)], "th")}</thead><tbody>${body.join("")}</tbody></table>`;
  }).join("");
}

const closest = (hits, far) => hits.reduce((best, hit) => (far(hit) < far(best) ? hit : best));

// The value to which an arrow key leads from the one at `at`: at least so far along its row, or in another row.
function walked(rows, at, along, aside, least) {
  const far = (hit) => Math.abs(hit.across - at.across);
  const place = rows.findIndex((hits) => hits[0].row === at.row);
  const row = rows[Math.min(Math.max(place + (aside ?? 0), 0), rows.length - 1)];
  const ahead = row.filter((hit) => (hit.across - at.across) * along > 0);
  const next = ahead.filter((hit) => far(hit) >= least);
  if (next.length) return closest(next, far);
  return ahead.length ? closest(ahead, (hit) => -far(hit)) : closest(row, far);
}

// A value in words with a dot on it: the one nearest to the pointer, or the one that the arrow keys have come to. Left
// and right walk along a curve or a row, a few pixels at a time or with Shift value by value; up and down change it.
function pointing(stage, svg, tip, spoken, state) {
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  dot.setAttribute("class", "il2-dot");
  const hide = () => { tip.hidden = true; dot.remove(); };
  const show = (hit) => {
    for (const [name, value] of Object.entries({ cx: hit.across, cy: hit.down, r: 5, fill: hit.color })) dot.setAttribute(name, value);
    svg.append(dot);
    tip.textContent = hit.text();
    tip.hidden = false;
    tip.style.left = `${Math.max(0, Math.min(hit.across + 12, stage.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${Math.max(0, hit.down - tip.offsetHeight - 10)}px`;
  };
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("pointermove", (event) => {
    const at = svg.getBoundingClientRect();
    const far = (hit) => (hit.across - event.clientX + at.left) ** 2 + (hit.down - event.clientY + at.top) ** 2;
    const near = state.hits.filter((hit) => far(hit) < NEAR_PX ** 2);
    near.length ? show(closest(near, far)) : hide();
  });

  let at = null; // row and place of the value told last, which outlive a new picture
  svg.addEventListener("blur", hide);
  svg.addEventListener("focus", () => { spoken.textContent = "Arrow keys walk along the values."; });
  svg.addEventListener("keydown", (event) => {
    const [along, aside] = [{ ArrowLeft: -1, ArrowRight: 1 }, { ArrowUp: -1, ArrowDown: 1 }].map((keys) => keys[event.key]);
    if (event.key === "Escape") return hide();
    if (!(along || aside) || !state.hits.length) return;
    event.preventDefault();
    const rows = Object.values(Object.groupBy(state.hits, (hit) => hit.row));
    const hit = at ? walked(rows, at, along, aside, event.shiftKey ? 0 : STEP_PX) : rows[0][0];
    at = { row: hit.row, across: hit.across };
    show(hit);
    spoken.textContent = tip.textContent;
  });
  return hide;
}

// --- the controls ---

// A native control, its label and its value; `data-lm-suppress-shortcuts` keeps JupyterLab's command mode from taking
// the arrow keys of whatever carries it.
function control(one, id, moved) {
  const row = document.createElement("div");
  row.className = "il2-control";
  const keys = `id="${id}" data-lm-suppress-shortcuts="true"`;
  row.innerHTML = `<label for="${id}">${unbroken(one.label)}</label>` + (one.options
    ? `<select ${keys}>${one.options.map((option) => `<option>${escape(option)}</option>`).join("")}</select>`
    : `<input type="range" ${keys} min="0" max="${one.spoken.length - 1}" step="1"><span class="il2-value" aria-hidden="true"></span>`);
  const input = row.querySelector("input, select");
  const set = (place) => {
    if (one.options) return void (input.selectedIndex = place);
    input.value = place;
    input.setAttribute("aria-valuetext", one.spoken[place]);
    row.querySelector(".il2-value").textContent = one.spoken[place];
  };
  const get = () => (one.options ? input.selectedIndex : Number(input.value));
  input.addEventListener("input", () => { set(get()); moved(); });
  set(one.start);
  return { row, get, set, start: one.start };
}

// `first` with what changed put in; see `patch` in charts/spec.py.
export function patched(first, change) {
  if (change === null || typeof change !== "object" || Array.isArray(change)) return change;
  if ("=" in change) return change["="];
  const whole = Array.isArray(first) ? [...first] : { ...first };
  for (const [name, part] of Object.entries(change)) whole[name] = patched(first[name], part);
  return whole;
}

// Build everything inside `root`. `ask(places, moved)` gives, at once or later, what changed against the first chart
// when the controls stand at `places`, or fails with a sentence; it may return { change, places } to move them.
// `prepare(places, moved)` is told when a control is about to be moved.
function explore(root, { title, controls, first, hint }, ask, prepare = () => {}) {
  const id = `il2-${++drawn}-${Math.random().toString(36).slice(2, 7)}`;
  root.classList.add("il2-explorer");
  root.innerHTML = `<div class="il2-controls" role="group" aria-label="${escape(title)}"></div>` +
    `<p class="il2-message" role="alert"></p><p class="il2-heading"></p><ul class="il2-legend"></ul>` +
    `<div class="il2-stage"><svg id="${id}" role="img" tabindex="0" aria-keyshortcuts="ArrowRight ArrowLeft ArrowUp ArrowDown" data-lm-suppress-shortcuts="true" aria-describedby="${id}-words"></svg><div class="il2-tip" aria-hidden="true" hidden></div></div>` +
    `<p class="il2-caption"></p>${hint ? `<p class="il2-hint">${escape(hint)}</p>` : ""}` +
    `<details><summary data-lm-suppress-shortcuts="true">In words and numbers</summary><div class="il2-numbers"></div></details>` +
    `<p class="il2-words" id="${id}-words"></p><p class="il2-words il2-spoken" role="status"></p>`;
  const part = (name) => root.querySelector(name);
  const [svg, stage, details, message] = ["svg", ".il2-stage", "details", ".il2-message"].map(part);
  const state = { spec: first, hits: [] };
  const hide = pointing(stage, svg, part(".il2-tip"), part(".il2-spoken"), state);

  const numbers = () => {
    if (details.open) part(".il2-numbers").innerHTML = `<p>${escape(state.spec.words)}</p>${table(state.spec)}`;
  };
  const tell = () => {
    svg.setAttribute("aria-label", state.spec.title);
    part(".il2-heading").textContent = together(state.spec.title);
    part(".il2-caption").textContent = together(state.spec.caption);
    part(".il2-words").textContent = state.spec.words;
    numbers();
  };
  const draw = () => {
    const width = stage.clientWidth;
    if (!width) return; // scrolled away or folded: drawn when it is seen again
    hide();
    const ramp = getComputedStyle(root).getPropertyValue("--il2-ramp").match(/[\da-f]{6}/gi)
      .map((color) => [0, 2, 4].map((at) => parseInt(color.slice(at, at + 2), 16)));
    state.hits = picture(svg, state.spec, width, ramp);
    part(".il2-legend").innerHTML = legend(state.spec, width < NARROW_PX);
  };

  let [running, wanted] = [false, null];
  // One question at a time; while it is open, only the latest position is kept.
  const move = async (moved) => {
    wanted = { places: inputs.map((input) => input.get()), moved };
    if (running) return;
    running = true;
    while (wanted) {
      const { places, moved: which } = wanted;
      wanted = null;
      const wait = setTimeout(() => { message.textContent = "Waiting for Python, which is busy or has stopped."; }, PATIENCE_MS);
      try {
        const answer = await ask(places, which);
        state.spec = patched(first, answer.change);
        answer.places?.forEach((place, index) => inputs[index].set(place));
        message.textContent = "";
        tell();
        draw();
      } catch (error) {
        message.textContent = error.message;
      }
      clearTimeout(wait);
    }
    running = false;
  };

  const inputs = controls.map((one, index) => control(one, `${id}-${index}`, () => move(index)));
  part(".il2-controls").append(...inputs.map((input) => input.row));
  inputs.forEach(({ row }, index) => row.addEventListener("focusin", () => prepare(inputs.map((input) => input.get()), index)));
  const reset = document.createElement("button");
  Object.assign(reset, { type: "button", textContent: "Reset", className: "il2-reset" });
  reset.setAttribute("data-lm-suppress-shortcuts", "true");
  reset.setAttribute("aria-label", `Reset ${title}`);
  reset.addEventListener("click", () => { inputs.forEach((input) => input.set(input.start)); move(null); });
  part(".il2-controls").append(reset);
  details.addEventListener("toggle", numbers);

  // Light text means a dark page, whoever made it: JupyterLab, VS Code, Sphinx, a browser's own dark mode.
  const theme = () => {
    const parts = getComputedStyle(root).color.match(/[\d.]+/g).map(Number);
    root.classList.toggle("il2-dark", parts[0] + parts[1] + parts[2] > 384);
  };
  const look = () => { if (root.isConnected) { theme(); draw(); } };
  const [size, page, system] = [new ResizeObserver(look), new MutationObserver(theme), matchMedia("(prefers-color-scheme: dark)")];
  size.observe(stage);
  for (const node of [document.documentElement, document.body]) page.observe(node, { attributes: true });
  system.addEventListener("change", theme);
  tell();
  look();
  return () => { size.disconnect(); page.disconnect(); system.removeEventListener("change", theme); };
}

// --- two ways in ---

// A notebook: Python is asked by message, and answers by message with the number of the question. Where a control goes
// step by step it is asked for the next steps too, so that where Python is quick they are here when a key is pressed.
function render({ model, el }) {
  const { controls } = model.get("opening");
  const [open, known] = [new Map(), new Map()]; // questions; places → what changed there, the oldest first
  const mine = Math.random().toString(36).slice(2);
  let [count, stopped, before, ahead] = [0, false, null, null];
  const keep = ({ places, change }) => {
    known.set(String(places), change);
    if (known.size > KEPT) known.delete(known.keys().next().value);
  };
  const answered = (content) => {
    content.ahead?.forEach(keep);
    if (content.question === ahead) ahead = null;
    const question = open.get(content.question);
    if (!question) return; // of another view of the same explorer, or of nobody yet
    open.delete(content.question);
    if (content.error) return question.reject(new Error(content.error));
    keep({ places: question.places, change: content.change });
    question.resolve(content);
  };
  const send = (message) => {
    const question = `${mine}-${++count}`;
    model.send({ question, ...message });
    return question;
  };
  const prepare = (places, moved) => {
    if (stopped || ahead || moved === null) return;
    const step = (before && places[moved] - before[moved]) || 1;
    const most = (controls[moved].options ?? controls[moved].spoken).length - 1;
    const ways = Math.abs(step) > 1 ? [] : AHEAD.map((far) => places.with(moved, places[moved] + far * step)); // no drag
    const next = ways.filter((one) => one[moved] >= 0 && one[moved] <= most && !known.has(String(one)));
    if (next.length) ahead = send({ ahead: next });
  };
  const ask = (places, moved) => new Promise((resolve, reject) => {
    if (stopped) return reject(new Error(STOPPED));
    const change = known.get(String(places));
    if (change) resolve({ change });
    else open.set(send({ places }), { places, resolve, reject });
    prepare(places, moved);
    before = places;
  });
  model.on("msg:custom", answered);
  model.on("comm_live_update", () => {
    stopped = true;
    open.forEach((question) => question.reject(new Error(STOPPED)));
  });
  const root = document.createElement("div");
  el.append(root);
  const stop = explore(root, model.get("opening"), ask, prepare);
  return () => { stop(); model.off("msg:custom", answered); };
}

// A page without Python: the computed frame nearest to where the controls stand, among those where the control that
// was moved stands as it was put. The other controls go where that frame was computed.
export function nearest(frames, places, moved) {
  const far = (frame) => frame.places.reduce((sum, place, index) => sum + (index === moved ? 1e6 : 1) * Math.abs(place - places[index]), 0);
  return closest(frames, far);
}

export function enhance() {
  for (const figure of document.querySelectorAll(".il2-page:not(.il2-explorer)")) {
    let columns; // lists that many frames share, named by their place: {"#": 3}
    const { opening, frames } = JSON.parse(figure.querySelector("script").textContent, (name, value) => {
      if (name === "columns") columns = value;
      return value?.["#"] === undefined ? value : columns[value["#"]];
    });
    explore(figure, opening, (places, moved) => nearest(frames, places, moved));
  }
}

export default { render };
