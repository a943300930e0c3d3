// Our own mark: a stroke that goes down until it stands on the ground, then ticks. 到底.
export function BrandMark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <path
        d="M10 5v16l5 5 11-13M5 29h22"
        fill="none"
        stroke="currentColor"
        stroke-width="3.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
