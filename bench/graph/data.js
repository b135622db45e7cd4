// The rows behind every system: six people, nine products, twelve reviews, all in memory. Texts are as long as those of the public gateway benchmark, so answers are of its size.

const TEXTS = [
  'The top is solid and the legs stand firm, even on the uneven stone floor of our kitchen. We have eaten, worked, drawn and argued at it every day for two years, and neither the hot pots nor the wet glasses have left a mark that a damp cloth could not take away. Putting it together took one evening with two people and the tools in the box; the holes meet where they should. If the second leaf came with it instead of being sold apart, I would not know what else to wish for.',
  'It came a week later than promised, with one corner pressed in, and I had made up my mind to send it back. The shop answered the same day, sent a new board without asking for the old one, and paid for the trouble. It has stood in the hall since then and carries more than it was ever meant for.',
  'Looks better than in the pictures and is heavier than it looks. The cloth has kept its colour through a whole summer at the south window, the seams hold, and the covers can be washed. Only the cushions need to be turned now and then, or they remember where everybody likes to sit.',
  'Does what it should and no more, which is what I wanted. After a year of daily use I would buy it again without a long search for another one.',
];

const people = [
  { id: '1', username: 'ananya', name: 'Ananya Krishnan', birthday: 498_700_800 },
  { id: '2', username: 'rohitmehra', name: 'Rohit Mehra', birthday: 566_438_400 },
  { id: '3', username: 'meerashankar', name: 'Meera Shankar', birthday: 631_152_000 },
  { id: '4', username: 'imranq', name: 'Imran Qureshi', birthday: 702_864_000 },
  { id: '5', username: 'farahdas', name: 'Farah Das', birthday: 757_382_400 },
  { id: '6', username: 'vikram', name: 'Vikram Rao', birthday: 820_454_400 },
];

const products = [
  { upc: '1', name: 'Table', price: 899, weight: 100 },
  { upc: '2', name: 'Couch', price: 1299, weight: 1000 },
  { upc: '3', name: 'Glass', price: 15, weight: 20 },
  { upc: '4', name: 'Chair', price: 499, weight: 100 },
  { upc: '5', name: 'Radio', price: 1299, weight: 1000 },
  { upc: '6', name: 'Lamp', price: 6999, weight: 300 },
  { upc: '7', name: 'Stove', price: 3999, weight: 2000 },
  { upc: '8', name: 'Fridge', price: 100_000, weight: 6000 },
  { upc: '9', name: 'Sofa', price: 9999, weight: 800 },
];

/** Products in stock, by upc. */
const inStock = new Map(products.map(({ upc }) => [upc, ['1', '5', '6', '7', '9'].includes(upc)]));

/** Who wrote about what, and which text. */
const WRITTEN = [['1', '1', 0], ['2', '1', 1], ['3', '1', 2], ['4', '1', 3], ['5', '2', 0], ['6', '2', 1], ['1', '2', 2], ['2', '2', 3], ['3', '3', 3], ['4', '2', 2], ['5', '4', 0], ['6', '1', 1]];

const reviews = WRITTEN.map(([authorId, upc, text], index) => ({ id: String(index + 1), body: TEXTS[text], authorId, upc }));

const by = (rows, key) => new Map(rows.map((row) => [row[key], row]));
const listsBy = (rows, key, owners) => new Map(owners.map((owner) => [owner, rows.filter((row) => row[key] === owner)]));

const personById = by(people, 'id');
const productByUpc = by(products, 'upc');
const reviewById = by(reviews, 'id');
const reviewsByAuthor = listsBy(reviews, 'authorId', [...personById.keys()]);
const reviewsByProduct = listsBy(reviews, 'upc', [...productByUpc.keys()]);

/** The rule of the inventory: dear things are sent free, others by weight. */
const shippingEstimate = (price, weight) => (price > 1000 ? 0 : Math.floor(weight / 2));

/** The start of a list; all of it without a limit. */
const limited = (rows, first) => (first === undefined || first === null ? rows : rows.slice(0, first));

module.exports = { people, products, reviews, inStock, personById, productByUpc, reviewById, reviewsByAuthor, reviewsByProduct, shippingEstimate, limited };
