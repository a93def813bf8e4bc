import {RpcSession} from '../../remote/server/rpc-session.js';
import type {CommandContext} from '../command.js';
import {commands} from '../all.js';
import {commandAccess} from './command-access.js';
import type {RpcOptions} from './rpc.js';

/** Answers until standard input ends. Resolves to the exit status. */
export async function runRpc({write}: RpcOptions, _words: readonly never[], context: CommandContext): Promise<number> {
  const surroundings = await context.openRpc();
  const session = new RpcSession(write === true, {
    ...surroundings,
    output: surroundings.output,
    accessOf: words => commandAccess(commands, words),
    openStage: async options => (await import('../open-stage-here.js')).openStageHere(options, context),
  });
  const isGone = await new Promise<boolean>(resolve => {
    session.onOver = () => resolve(true);
    surroundings.listen({
      onPiece: piece => session.receive(piece),
      onInputEnd: () => void session.finished().then(() => resolve(false)),
      onGone: () => resolve(true),
    });
  });
  await session.end();
  surroundings.close(isGone);
  return 0;
}
