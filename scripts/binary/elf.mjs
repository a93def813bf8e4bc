// A Node with a single-executable blob in it: an ELF file with one more segment, which is a note.
// https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html

const type = {load: 1, note: 4, phdr: 6};
const headerSize = 56;
const readable = 4;
/** What Node looks for: a note of this name, once the fuse says that there is one. */
const noteName = 'NODE_SEA_BLOB';
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
/** Larger pages than those of any kernel of these architectures. */
const alignment = 0x10000;
const machines = {62: 'x64', 183: 'arm64'};

/** The architecture an ELF file is for, as Node calls it. */
export function architectureOf(elf) {
  return machines[elf.readUInt16LE(18)];
}

/**
 * Puts the blob behind what of Node is loaded; its tables of symbols, which only debuggers read, go. The segment of the
 * header table, which a program at a fixed address does not need, and that of the notes make room for the two new ones.
 */
export function withBlob(node, blob) {
  const headers = programHeaders(node);
  if (node.readUInt16LE(16) !== 2) throw new Error('Node is not an executable at a fixed address (ET_EXEC)');
  const loaded = headers.filter(header => header.type === type.load);
  const end = Math.max(...loaded.map(({offset, fileSize}) => offset + fileSize));
  const memoryEnd = Math.max(...loaded.map(({address, memorySize}) => address + memorySize));
  const offset = roundUp(end);
  const address = roundUp(memoryEnd) + (offset % alignment);
  const note = noteOf(blob);
  const added = {flags: readable, offset, address, fileSize: note.length, memorySize: note.length};
  const kept = headers.filter(header => header.type !== type.phdr && header.type !== type.note);
  const lastLoad = kept.findLastIndex(header => header.type === type.load);
  kept.splice(lastLoad + 1, 0, {...added, type: type.load, align: alignment});
  kept.push({...added, type: type.note, align: 4});
  if (kept.length > headers.length) throw new Error('Node has no room for two program headers');

  const executable = Buffer.alloc(offset + note.length);
  node.copy(executable, 0, 0, end);
  note.copy(executable, offset);
  writeProgramHeaders(executable, kept);
  lightFuse(executable);
  return executable;
}

function noteOf(blob) {
  const name = Buffer.from(`${noteName}\0`);
  const head = Buffer.alloc(12 + Math.ceil(name.length / 4) * 4);
  head.writeUInt32LE(name.length, 0);
  head.writeUInt32LE(blob.length, 4);
  name.copy(head, 12);
  return Buffer.concat([head, blob, Buffer.alloc(-blob.length & 3)]);
}

function programHeaders(elf) {
  const start = Number(elf.readBigUInt64LE(32));
  return Array.from({length: elf.readUInt16LE(56)}, (_, index) => {
    const at = start + index * headerSize;
    const number = offset => Number(elf.readBigUInt64LE(at + offset));
    return {
      type: elf.readUInt32LE(at),
      flags: elf.readUInt32LE(at + 4),
      offset: number(8),
      address: number(16),
      fileSize: number(32),
      memorySize: number(40),
      align: number(48),
    };
  });
}

function writeProgramHeaders(elf, headers) {
  const start = Number(elf.readBigUInt64LE(32));
  headers.forEach((header, index) => {
    const at = start + index * headerSize;
    elf.writeUInt32LE(header.type, at);
    elf.writeUInt32LE(header.flags, at + 4);
    const numbers = [header.offset, header.address, header.address, header.fileSize, header.memorySize, header.align];
    for (const [place, number] of numbers.entries()) elf.writeBigUInt64LE(BigInt(number), at + 8 + 8 * place);
  });
  elf.fill(0, start + headers.length * headerSize, start + elf.readUInt16LE(56) * headerSize);
  elf.writeUInt16LE(headers.length, 56);
  elf.writeBigUInt64LE(0n, 40); // no sections
  elf.fill(0, 58, 64);
}

function lightFuse(elf) {
  const at = elf.indexOf(`${fuse}:0`);
  if (at < 0 || elf.indexOf(`${fuse}:0`, at + 1) >= 0) throw new Error('Node has no fuse for a single executable');
  elf.write('1', at + fuse.length + 1);
}

function roundUp(number) {
  return Math.ceil(number / alignment) * alignment;
}
