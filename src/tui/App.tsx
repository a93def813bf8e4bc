import {Box, Text, useApp, useInput, usePaste} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import {keyNames} from './keymap/key-name.js';
import type {Event} from './event.js';
import type {Model} from './model.js';
import {paint} from './theme/theme.js';
import {frame} from './view/frame.js';

/** What Ink lets an application do with the terminal. */
export type InkApp = ReturnType<typeof useApp>;

/** Where the dashboard's state lives. */
export interface Store {
  current(): Model;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
  dispatch(event: Event): void;
}

/** The whole screen: one text a row, painted before React sees it, because each box and each escape costs. */
export function App({store, onReady}: {readonly store: Store; onReady(app: InkApp): void}) {
  const app = useApp();
  useEffect(() => onReady(app), [app, onReady]);
  const model = useSyncExternalStore(store.subscribe, store.current);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.dispatch({type: 'key', key: name});
  });
  usePaste(text => store.dispatch({type: 'paste', text}));
  const {columns, rows, settings} = model;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {frame(model).map(({line, isSelected = false}, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Text key={i} wrap="truncate">
          {paint(line, settings.theme, {selected: isSelected, width: columns}) || ' '}
        </Text>
      ))}
    </Box>
  );
}
