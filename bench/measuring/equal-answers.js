/** JSON with the keys of every object in order, so that equal answers are equal texts. */
function canonical(text) {
  return JSON.stringify(JSON.parse(text), (_key, value) => (
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
}

/** Where a system answers otherwise than the reference: a message, or undefined. */
function difference(expected, bodies) {
  const index = bodies.findIndex((body, at) => canonical(body) !== canonical(expected[at]));
  return index === -1 ? undefined : `request ${index}: ${bodies[index].slice(0, 600)}\nwhere expected: ${expected[index].slice(0, 600)}`;
}

module.exports = { difference };
