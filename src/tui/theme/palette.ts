import type {Background} from './depth.js';
import type {Role} from './role.js';

/** The colours of a role, `#rrggbb`; absent ones are the terminal's own. */
export interface Paint {
  readonly text?: string;
  readonly ground?: string;
  readonly bold?: true;
}

export interface Palette {
  readonly roles: Readonly<Record<Role, Paint>>;
  /** The selected row: its ground, and the text of roles without a colour. */
  readonly selection: Required<Pick<Paint, 'text' | 'ground'>>;
}

/**
 * Good, warn and bad also differ for people who cannot tell red from green: a bluish green, a yellow, an orange red in
 * bold. Texts have a contrast of at least 4.5 on their ground, or on #101418 and #ffffff.
 */
export const palettes: Readonly<Record<Background, Palette>> = {
  dark: {
    roles: {
      plain: {},
      muted: {text: '#8796a5'},
      title: {bold: true},
      bar: {text: '#dbe4ec', ground: '#22303c'},
      tab: {text: '#a3b4c2', ground: '#22303c'},
      current: {text: '#ffffff', ground: '#2a6690', bold: true},
      header: {text: '#9db4c7', ground: '#1a242d'},
      sorted: {text: '#ffffff', ground: '#1a242d', bold: true},
      accent: {text: '#64b5e8'},
      good: {text: '#45c4a0'},
      warn: {text: '#e3c04f'},
      bad: {text: '#ff8059', bold: true},
      changed: {text: '#ffffff', bold: true},
      key: {text: '#64b5e8', bold: true},
      prompt: {text: '#64b5e8', bold: true},
      danger: {text: '#ffffff', ground: '#a82a14', bold: true},
      stale: {text: '#a3977a'},
      chart1: {text: '#64b5e8'},
      chart2: {text: '#e8a14f'},
      mark: {text: '#15191d', ground: '#e3c04f', bold: true},
    },
    selection: {text: '#e8eef4', ground: '#1d3d59'},
  },
  light: {
    roles: {
      plain: {},
      muted: {text: '#5b6873'},
      title: {bold: true},
      bar: {text: '#1b2833', ground: '#d5dfe8'},
      tab: {text: '#435260', ground: '#d5dfe8'},
      current: {text: '#ffffff', ground: '#1d6091', bold: true},
      header: {text: '#33526b', ground: '#e9eef3'},
      sorted: {text: '#000000', ground: '#e9eef3', bold: true},
      accent: {text: '#12609c'},
      good: {text: '#00705a'},
      warn: {text: '#845600'},
      bad: {text: '#b52c00', bold: true},
      changed: {text: '#000000', bold: true},
      key: {text: '#12609c', bold: true},
      prompt: {text: '#12609c', bold: true},
      danger: {text: '#ffffff', ground: '#b0280e', bold: true},
      stale: {text: '#6d6241'},
      chart1: {text: '#12609c'},
      chart2: {text: '#a04f00'},
      mark: {text: '#ffffff', ground: '#705000', bold: true},
    },
    selection: {text: '#10202c', ground: '#cde2f4'},
  },
};
