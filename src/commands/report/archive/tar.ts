/** A file of an archive; `name` is a relative path of at most 255 bytes. */
export interface TarFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const block = 512;
/** Of the header's fields, POSIX.1-1988 §10.1.1 (ustar): place and size in bytes. */
const fields = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  modified: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  ownerName: [265, 32],
  groupName: [297, 32],
  prefix: [345, 155],
} as const;

/** An archive in the format ustar: files of root, 0600, in the given order, all of one time. @param modifiedAt seconds since 1970 */
export function encodeTar(files: readonly TarFile[], modifiedAt: number): Uint8Array {
  const pieces = files.flatMap(({name, content}) => [
    headerOf(name, content.length, modifiedAt),
    content,
    new Uint8Array((block - (content.length % block)) % block),
  ]);
  return Buffer.concat([...pieces, new Uint8Array(2 * block)]);
}

function headerOf(path: string, size: number, modifiedAt: number): Uint8Array {
  const header = Buffer.alloc(block);
  const put = (field: keyof typeof fields, text: string) => header.write(text, fields[field][0], fields[field][1]);
  const number = (field: keyof typeof fields, value: number) =>
    put(field, `${value.toString(8).padStart(fields[field][1] - 1, '0')}\0`);
  const {prefix, name} = split(path);
  put('name', name);
  put('prefix', prefix);
  number('mode', 0o600);
  number('owner', 0);
  number('group', 0);
  number('size', size);
  number('modified', modifiedAt);
  put('type', '0');
  put('magic', 'ustar\u000000');
  put('ownerName', 'root');
  put('groupName', 'root');
  put('checksum', '        '); // blanks while it is added up
  const sum = header.reduce((total, byte) => total + byte, 0);
  put('checksum', `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** At a slash, so that both fit. @throws RangeError */
function split(path: string): {prefix: string; name: string} {
  if (Buffer.byteLength(path) <= fields.name[1]) return {prefix: '', name: path};
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= fields.prefix[1] && Buffer.byteLength(name) <= fields.name[1])
      return {prefix, name};
  }
  throw new RangeError(`${path} is too long a name for an archive`);
}
