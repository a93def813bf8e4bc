import {NameBook, noNames} from '../../settings/name-book.js';
import type {CommandContext} from '../command.js';

/** The names of the settings, or none where numbers are wanted. */
export async function namesToShow(context: CommandContext, isNumeric: true | undefined): Promise<NameBook> {
  return isNumeric ? noNames : new NameBook((await context.settings()).names);
}
