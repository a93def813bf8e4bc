import fc from 'fast-check';

/** A line with some bytes changed, left out, put in or doubled; without line feeds. */
export function mutated(line: string): fc.Arbitrary<Buffer> {
  const interesting = fc.constantFrom(...Buffer.from('{}[]",:\\0-e\u0000\u007f'), 0x80, 0xc3, 0xff);
  const byte = fc.oneof(interesting, fc.integer({min: 0, max: 255})).map(value => (value === 10 ? 13 : value));
  const change = fc.record({
    at: fc.nat({max: line.length}),
    removes: fc.oneof({weight: 4, arbitrary: fc.constant(1)}, fc.nat({max: 40})),
    puts: fc.array(byte, {maxLength: 4}),
    doubles: fc.boolean(),
  });
  return fc.array(change, {minLength: 1, maxLength: 4}).map(changes =>
    changes.reduce<Buffer>((bytes, {at, removes, puts, doubles}) => {
      const removed = bytes.subarray(at, at + removes);
      const middle = doubles ? [removed, removed] : [Buffer.from(puts)];
      return Buffer.concat([bytes.subarray(0, at), ...middle, bytes.subarray(at + removes)]);
    }, Buffer.from(line)),
  );
}
