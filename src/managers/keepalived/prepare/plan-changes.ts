import {findNodes, type Node} from '../../../config/keepalived/block-tree.js';
import type {KeepalivedReading} from '../../../config/keepalived/read-config.js';
import {folderOf} from '../../../config/keepalived/text/include.js';
import {checkChanges} from './check-changes.js';
import {type ConfigurationToPrepare, type Read, readWith} from './configuration-to-prepare.js';
import {applyEdits, type Edit} from './edit.js';
import {fifoPathIn, includeFileText, includePathFor} from './include-file.js';
import {spotBefore, spotWithin, startOf} from './line-place.js';
import {markerComment, markerLine, trackedFileName, trackingOf, withoutOurLines} from './names.js';
import {type LocatedObjection, objection} from './objection.js';
import type {PlannedChanges, PreparedUnit, Wish} from './planned-changes.js';
import {type SwitchUnit, switchUnits} from './switch-unit.js';

/** What to write so that every virtual router can be moved by itself; or, to undo it, what to take away. */
export function planChanges(config: ConfigurationToPrepare, {isUndo, wantsEvents}: Wish): PlannedChanges {
  const now = readWith(config, new Map());
  const includePath = includePathFor(config.path);
  const bare = new Map<string, string | undefined>();
  for (const [path, text] of now.texts) bare.set(path, withoutOurLines(text, includePath));
  bare.set(includePath, undefined);
  const without = readWith(config, bare);
  const {otherFifo, fifo} = chooseFifo(config.fileFolder, now.reading, without.reading, {isUndo, wantsEvents});
  const {units, edits, objections} = isUndo
    ? {units: [], edits: [], objections: []}
    : planEdits(without, now, config.fileFolder, includePath, fifo !== undefined);
  const after = new Map(bare);
  const ours = units.flatMap(unit => unit.ours ?? []);
  if (ours.length > 0 || fifo !== undefined) after.set(includePath, includeFileText(ours, fifo));
  const editsOf = (path: string) => edits.filter(({file}) => file === path);
  for (const [path, text] of without.texts) after.set(path, applyEdits(text, editsOf(path)));
  const beforeInclude = config.files.readFile(includePath);
  const changes = [...after]
    .map(([path, text]) => ({path, before: path === includePath ? beforeInclude : now.texts.get(path), after: text}))
    .filter(change => change.before !== change.after)
    .sort((a, b) => Number(b.path === includePath) - Number(a.path === includePath));
  const orderedChanges = isUndo ? changes.reverse() : changes;
  return {
    units: isUndo
      ? switchUnits(now.reading.config.vrrp).map(unit => ({...unit, ours: undefined, obstacle: undefined}))
      : units,
    changes: orderedChanges,
    objections: [...objections, ...checkChanges(config, now.reading, orderedChanges, units)],
    fifo,
    otherFifo,
    reading: now.reading,
    texts: now.texts,
  };
}

/** A FIFO of somebody's is theirs: nobody can read along. */
function chooseFifo(fileFolder: string, now: KeepalivedReading, without: KeepalivedReading, wish: Wish) {
  const ours = fifoPathIn(fileFolder);
  const {all, vrrp} = without.config.globals.fifos;
  const otherFifo = (all ?? vrrp)?.path;
  const isWanted = !wish.isUndo && (wish.wantsEvents || now.config.globals.fifos.vrrp?.path === ours);
  return {
    fifo: isWanted && otherFifo === undefined && switchUnits(without.config.vrrp).length > 0 ? ours : undefined,
    otherFifo: wish.wantsEvents ? otherFifo : undefined,
  };
}

function planEdits({reading, texts}: Read, now: Read, fileFolder: string, includePath: string, hasFifo: boolean) {
  const {config, tree} = reading;
  const linesOf = (file: string) => (texts.get(file) ?? '').split('\n');
  const edits: Edit[] = [];
  const objections: LocatedObjection[] = [];
  const kept = namesNow(now.reading, fileFolder);
  const taken = new Set([...config.vrrp.trackFiles.map(({name}) => name), ...kept.values()]);
  const nodes: Node[] = [];
  const units = switchUnits(config.vrrp).map((unit): PreparedUnit => {
    if (unit.trackedFile !== undefined) return {...unit, ours: undefined, obstacle: undefined};
    const edit = editOf(unit, tree, linesOf);
    if ('code' in edit) return {...unit, ours: undefined, obstacle: edit};
    const name = kept.get(keyOf(unit)) ?? trackedFileName(unit.name, other => taken.has(other));
    taken.add(name);
    nodes.push(edit.node);
    edits.push({file: edit.file, spot: edit.spot, lines: [trackingOf(name)], comment: markerComment});
    const ours = {name, path: `${fileFolder}/${name}`, of: `${unit.kind} ${unit.name}`};
    return {...unit, ours, obstacle: undefined};
  });
  const isRouter = ({words}: Node) => /^vrrp_(instance|sync_group)$/.test(words[0]?.text ?? '');
  const first = tree.find(node => nodes.includes(node)) ?? (hasFifo ? tree.find(isRouter) : undefined);
  if (first) {
    const file = startOf(first)?.file ?? '';
    const spot = spotBefore(first, tree, linesOf(file));
    if (spot) edits.push({file, spot, lines: [markerLine, `include ${includePath}`]});
    else
      objections.push(
        objection('no-place', 'nothing can be put in front of it; begin it on a line of its own', startOf(first)),
      );
  }
  return {units, edits, objections};
}

/** What each is moved by already keeps its name: it may be held by it. */
function namesNow({config}: KeepalivedReading, fileFolder: string): Map<string, string> {
  const ours = new Set(config.vrrp.trackFiles.filter(({file}) => folderOf(file) === fileFolder).map(({name}) => name));
  const units = switchUnits(config.vrrp);
  return new Map(
    units.flatMap(unit =>
      unit.trackedFile !== undefined && ours.has(unit.trackedFile) ? [[keyOf(unit), unit.trackedFile] as const] : [],
    ),
  );
}

function keyOf({kind, name}: SwitchUnit): string {
  return `${kind} ${name}`;
}

function editOf(
  {kind, name}: SwitchUnit,
  tree: readonly Node[],
  linesOf: (file: string) => readonly string[],
): (Pick<Edit, 'file' | 'spot'> & {readonly node: Node}) | LocatedObjection {
  const [node] = findNodes(tree, kind, name);
  const refuse = (code: string, words: string) => objection(code, `${kind} ${name}: ${words}`, node && startOf(node));
  if (!node?.block) return refuse('no-block', 'its block cannot be found');
  const {open} = node.block;
  const isShared = tree.some(
    ({block}) => block && block !== node.block && block.open.file === open.file && block.open.line === open.line,
  );
  if (isShared)
    return refuse('one-text', 'several blocks are made of this one text, so that nothing can be added to one of them');
  const spot = spotWithin(node.block, linesOf(open.file));
  if (!spot)
    return refuse('no-place', 'no line can be added to it: it comes from a definition or a loop, or ends elsewhere');
  return {node, file: open.file, spot};
}
