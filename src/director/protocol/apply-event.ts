import type {DirectorEvent, DirectorState} from './director-state.js';

/** The state after an event: the piece that it names is replaced, or is new and comes last. */
export function applyEvent(state: DirectorState, event: DirectorEvent): DirectorState {
  switch (event.type) {
    case 'router':
      return {...state, routers: withPiece(state.routers, event.router)};
    case 'group':
      return {...state, groups: withPiece(state.groups, event.group)};
    case 'holds':
      return {...state, holds: event.holds};
    case 'sync':
      return {...state, sync: event.sync};
    case 'processes':
      return {...state, processes: event.processes};
    case 'checks':
      return {...state, checks: event.checks};
    case 'configuration':
      return {...state, configuration: event.configuration};
    case 'snapshot':
      return event.state;
  }
}

function withPiece<T extends {readonly name: string}>(pieces: readonly T[], piece: T): readonly T[] {
  const i = pieces.findIndex(({name}) => name === piece.name);
  return i < 0 ? [...pieces, piece] : pieces.with(i, piece);
}
