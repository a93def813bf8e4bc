import type {LoadedConfiguration} from '../../director/director-world.js';
import {onlyPart} from '../../director/only-part.js';
import {runDirector} from '../../director/run-director.js';
import type {Endpoint} from '../../net/endpoint.js';
import {type CommandContext, Usage} from '../command.js';
import {directorPlan} from './director-plan.js';
import type {DirectorRunOptions} from './run.js';

/** Runs a director until it is told to stop. Resolves to the exit status. */
export async function runDirectorCommand(
  {config, only, metrics, 'dry-run': isDryRun}: DirectorRunOptions,
  words: readonly never[],
  context: CommandContext,
): Promise<number> {
  if (words.length > 0) throw new Usage('it takes no words: name the configuration with --config');
  const opened = await context.openDirector(config);
  if (!opened) return 2;
  const world = {...opened, load: async () => withMetrics(onlyPart(await opened.load(), only), metrics)};
  if (!isDryRun) return runDirector(world);
  const loaded = await world.load();
  const foreign = loaded.configuration ? await world.foreign(loaded.configuration) : [];
  context.stdout.write(directorPlan(world.file, loaded, foreign));
  return loaded.configuration && foreign.length === 0 ? 0 : 1;
}

/** What is said on the command line counts, at reloads too. */
function withMetrics(loaded: LoadedConfiguration, metrics: Endpoint | undefined): LoadedConfiguration {
  const {configuration} = loaded;
  return configuration && metrics ? {...loaded, configuration: {...configuration, metrics}} : loaded;
}
