// The numbers of every combination of measure groups, read from the text that explorer/packing.py makes; no network.
//
// After opening, each series is an Int32Array of half steps by year and combination. A step is one unit of the last
// digit shown; the half step in which a value lies rounds it to that digit and to any coarser one.

// Returns the source of an embedded page: start(), base(), view(setting) as the live one has them.
export async function openPacked(text) {
  const bytes = await packedInflated(packedBytes(text));
  const end = 4 + new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, end)));
  if (header.format !== 1) {
    throw new Error("packed data of another format");
  }
  const blocks = packedBlocks(bytes, end, header);
  return {
    live: false,
    async start() {
      return header.start;
    },
    async base() {
      return header.base;
    },
    async view(setting, signal) {
      signal?.throwIfAborted();
      return packedView(header, blocks, packedMask(header.groups, setting));
    },
  };
}

// Returns the bytes of a base64 text; line breaks in it do not matter.
function packedBytes(text) {
  const found = atob(text.trim());
  const bytes = new Uint8Array(found.length);
  for (let i = 0; i < found.length; i += 1) {
    bytes[i] = found.charCodeAt(i);
  }
  return bytes;
}

// Returns deflated bytes as they were.
async function packedInflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Returns the half steps of each block, one column (year, total, milestone) after another.
function packedBlocks(bytes, first, header) {
  const count = 2 ** header.groups.length;
  let at = first;
  return header.blocks.map((block) => {
    const size = block.columns * count;
    const [sums, rest] = block.planes.map((planes) => {
      const values = packedIntegers(bytes, at, size, planes);
      at += planes * size;
      return values;
    });
    packedSum(sums, header.groups.length);
    for (let i = 0; i < size; i += 1) {
      sums[i] = (sums[i] >> block.shift) + rest[i];
    }
    return sums;
  });
}

// Returns integers from byte planes, lowest bytes first, each zigzag: 0, -1, 1, -2, ...
function packedIntegers(bytes, at, size, planes) {
  const values = new Int32Array(size);
  for (let plane = 0; plane < planes; plane += 1) {
    const first = at + plane * size;
    const shift = 8 * plane;
    for (let i = 0; i < size; i += 1) {
      values[i] |= bytes[first + i] << shift;
    }
  }
  for (let i = 0; i < size; i += 1) {
    values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
  }
  return values;
}

// Adds to each combination, in place, what all its parts add: one group after another.
function packedSum(values, groups) {
  for (let bit = 0; bit < groups; bit += 1) {
    const size = 1 << bit;
    for (let first = size; first < values.length; first += 2 * size) {
      for (let i = first; i < first + size; i += 1) {
        values[i] += values[i - size];
      }
    }
  }
}

// Returns the bit mask of a setting: a group that it does not name is on, as in the scenario itself.
function packedMask(groups, setting) {
  const chosen = new Map(Object.entries(setting?.groups ?? {}));
  return groups.reduce((mask, name, bit) => (chosen.get(name) === false ? mask : mask | (1 << bit)), 0);
}

// Returns a value from its half step: rounded to the step, half up. Where the last digit but zeros became a 5 by
// rounding up, a quarter of a step less, so that a coarser digit is rounded by what the value was.
function packedShown(half, times, per) {
  const steps = (half + 1) >> 1;
  const lowered = (half & 1) === 1 && packedEndsInFive(steps) ? 1 : 0;
  return ((4 * steps - lowered) * times) / (4 * per);
}

function packedEndsInFive(steps) {
  let left = Math.abs(steps);
  while (left !== 0 && left % 10 === 0) {
    left /= 10;
  }
  return left % 10 === 5;
}

// Returns the view of one combination.
function packedView(header, blocks, mask) {
  const count = 2 ** header.groups.length;
  const series = {};
  header.series.forEach(({ key, times, per }, i) => {
    const values = header.before[i].slice();
    for (let column = 0; column < header.blocks[i].columns; column += 1) {
      values.push(packedShown(blocks[i][column * count + mask], times, per));
    }
    series[key] = values;
  });
  const { keys, times, per } = header.totals;
  const sums = blocks[header.series.length];
  return {
    digest: mask === count - 1 ? header.digest : `${header.digest}-${mask.toString(16)}`,
    label: header.label,
    as_of: header.as_of,
    horizon: header.horizon,
    focus: header.focus,
    price_year: header.price_year,
    years: header.years.slice(),
    series,
    milestones: packedMilestones(header, blocks[header.series.length + 1], mask, series),
    totals: Object.fromEntries(keys.map((key, i) => [key, packedShown(sums[i * count + mask], times, per)])),
  };
}

// Returns each milestone with its verdict in one combination; `several`: the state of those that have more than one.
function packedMilestones(header, several, mask, series) {
  const count = 2 ** header.groups.length;
  let column = 0;
  return header.milestones.map((milestone) => {
    const { states, series: key, ...told } = milestone;
    const state = states.length > 1 ? several[column * count + mask] : 0;
    column += states.length > 1 ? 1 : 0;
    const [verdict, met, evidence, fixed] = states[state];
    const value = key === null ? fixed : series[key][header.years.indexOf(milestone.year)];
    const missing = milestone.sense === "at_least" ? milestone.limit - value : value - milestone.limit;
    return { ...told, value, evidence, verdict, gap: value === null ? null : missing, met_in: met };
  });
}
