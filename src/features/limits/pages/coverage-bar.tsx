// Which years are covered, in one look. The table below it says the same in words, so the picture is hidden from those who hear the page.
import type { Coverage } from '../rules-calendar.ts';

const width = 100;

/** A covered stretch is filled, a provisional one is dashed: not by colour alone. */
export const coverageBar = (years: readonly Coverage[]) => (
  <svg class="coverage" viewBox={`0 0 ${years.length * width} 44`} width="100%" aria-hidden="true">
    {years.map(({ year, state }, i) => {
      const certain = state === 'covered' ? width : state === 'until' ? (width * 362) / 365 : 0;
      return (
        <g>
          <rect x={i * width + 1} y="4" width={width - 2} height="16" fill="#fff" stroke="#8a5a00" stroke-dasharray="5 4" />
          {certain > 0 ? <rect x={i * width + 1} y="4" width={certain - 2} height="16" fill="#0b5f57" /> : null}
          <text x={i * width + width / 2} y="38" text-anchor="middle" font-size="15" fill="#333">
            {year}
          </text>
        </g>
      );
    })}
  </svg>
);
