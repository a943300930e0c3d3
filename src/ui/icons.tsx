// Our own line drawings for the doors of the portal. Always beside words, never instead of them.
const drawing = {
  viewBox: '0 0 46 46',
  width: '46',
  height: '46',
  'aria-hidden': 'true',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '3',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

export const SpeakIcon = () => (
  <svg {...drawing}>
    <path d="M6 8h34v22H22l-9 8v-8H6zM14 16h18M14 22h11" />
  </svg>
);
export const ProgressIcon = () => (
  <svg {...drawing}>
    <circle cx="11" cy="10" r="4" />
    <circle cx="11" cy="36" r="4" />
    <path d="M11 14v18M22 10h17M22 23h17M22 36h10" />
  </svg>
);
export const CardIcon = () => (
  <svg {...drawing}>
    <path d="M10 5h26v36H10zM16 14h14M16 22h14M16 30h8" />
  </svg>
);
export const BoardIcon = () => (
  <svg {...drawing}>
    <path d="M6 8h34v24H6zM23 32v8M15 40h16M13 24v-5M20 24v-9M27 24v-6M34 24V14" />
  </svg>
);
export const PhoneIcon = () => (
  <svg {...drawing}>
    <path d="M12 6h7l3 9-5 4c2 5 5 8 10 10l4-5 9 3v7c0 3-3 5-6 5C19 37 9 27 7 12c0-3 2-6 5-6z" />
  </svg>
);
