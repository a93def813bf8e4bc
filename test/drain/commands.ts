import {apply} from '../../src/commands/apply/apply.js';
import {diff} from '../../src/commands/apply/diff.js';
import type {CommandDefinition} from '../../src/commands/command.js';
import {drain} from '../../src/commands/drain/drain.js';
import {drains} from '../../src/commands/drain/drains.js';
import {guard} from '../../src/commands/drain/guard.js';
import {maintenance} from '../../src/commands/drain/maintenance.js';
import {undrain} from '../../src/commands/drain/undrain.js';

const commands = [drain, undrain, drains, maintenance, guard, apply, diff] as unknown as readonly CommandDefinition[];

export function commandNamed(name: string | undefined): CommandDefinition {
  const command = commands.find(one => one.name === name);
  if (!command) throw new Error(`no command ${name}`);
  return command;
}
