import { csvRow } from './csv-row';

it('quotes what would break a line', () => {
  expect(csvRow(['plain', 'a,b', 'say "yes"', 'two\nlines', null, -3])).toBe('plain,"a,b","say ""yes""","two\nlines",,-3\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('keeps %j from being a formula', (text) => {
  expect(csvRow([text]).replaceAll('"', '')).toBe(`'${text}\r\n`);
});
