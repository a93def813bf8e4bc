import {DemoOwner} from './demo-owner.js';
import {DemoRouters, type DemoWorld} from './demo-routers.js';

/** As the dashboard wants whoever watches and moves virtual routers. */
export interface DemoDirectors {
  readonly source: DemoRouters;
  readonly owners: readonly [DemoOwner];
  close(): Promise<void>;
}

/** The made-up pair of directors: who watches it, and who can move its virtual routers. */
export function openDemoRouters(world: DemoWorld, seed = 1): DemoDirectors {
  const source = new DemoRouters(world, seed);
  return {source, owners: [new DemoOwner(world, source)], close: () => source.close()};
}
