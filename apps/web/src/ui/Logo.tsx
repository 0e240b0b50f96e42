/** Two people talking: the back bubble waits while the front one speaks. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} fill="currentColor" aria-hidden="true">
      <path
        opacity=".42"
        d="M8 4.500h10A4.500 4.500 0 0 1 22.500 9v4.200a4.500 4.500 0 0 1-4.500 4.500h-5.400l-4.700 3.500c-.8.6-1.900 0-1.900-.9v-2.900A4.500 4.500 0 0 1 3.500 13.200V9A4.500 4.500 0 0 1 8 4.500Z"
      />
      <path d="M24.700 11h.3a4.200 4.200 0 0 1 4.200 4.200v4.100a4.200 4.200 0 0 1-2.600 3.900v2.900c0 .9-1 1.400-1.700.9l-4.900-3.500h-4.700a4.200 4.200 0 0 1-3.900-2.700l1.600-1.200H18a6.700 6.700 0 0 0 6.700-6.700V11Z" />
    </svg>
  );
}
