/** Two curves over model size: what usually happens, and what the contest looks for. */
export function TwoCurves() {
  const xs = [30, 120, 210, 300, 390];
  const falling = [112, 148, 186, 218, 238];
  const rising = [236, 226, 190, 128, 44];
  const line = (ys: readonly number[]) => `M${xs.map((x, i) => `${x} ${ys[i]}`).join('L')}`;
  return (
    <svg
      className="curves"
      viewBox="0 0 430 300"
      role="img"
      aria-label="Two curves over model size: most losses fall, an inverse-scaling loss rises"
    >
      {xs.map((x) => (
        <path key={x} className="curves-grid" d={`M${x} 10V262`} />
      ))}
      <path className="curves-grid" d="M10 262H410" />
      <path className="curves-base" d="M10 226H410" />
      <path className="curves-usual" d={line(falling)} />
      {xs.map((x, i) => (
        <rect key={x} className="curves-usual-mark" x={x - 4} y={(falling[i] ?? 0) - 4} width="8" height="8" />
      ))}
      <path className="curves-line" d={line(rising)} />
      {xs.map((x, i) => (
        <circle key={x} className="curves-mark" cx={x} cy={rising[i]} r="5" />
      ))}
      <text x="330" y="38" textAnchor="end">
        what this contest looks for
      </text>
      <text className="ink3" x="44" y="106">
        what usually happens
      </text>
      <text className="ink3" x="10" y="284">
        small model
      </text>
      <text className="ink3" x="410" y="284" textAnchor="end">
        large model
      </text>
    </svg>
  );
}
