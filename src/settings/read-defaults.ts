import type {KnownCommands, Setting} from './setting.js';
import type {Entry, SettingsText, Spot} from './settings-text.js';

/** Options that commands have where none are given. */
export function readDefaults(spot: Spot, text: SettingsText, known: KnownCommands): readonly Setting[] {
  return text.known(text.entries(spot, 'names of commands'), known.names).flatMap(({name: command, value}) => {
    const options = known.optionsOf(command);
    return text
      .known(text.entries(value, `options of ${command}`), options)
      .flatMap(entry => readDefault(command, entry, text, known));
  });
}

function readDefault(command: string, {name, at, value}: Entry, text: SettingsText, known: KnownCommands): Setting[] {
  const words = text.words(value, 'the value of the option');
  if (!words) return [];
  const written = words.map(word => word.text).join(',');
  const fault = known.faultOf(command, name, written);
  if (fault !== undefined) text.report(words[0]?.at ?? at, fault);
  if (fault !== undefined) return [];
  const path = `defaults.${command}.${name}`;
  return [{type: 'default', path, at: text.place(at), command, option: name, value: written}];
}
