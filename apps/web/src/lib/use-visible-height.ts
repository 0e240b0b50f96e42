import { useEffect } from 'react';

/** A pinch zooms, which is no reason to lay the page out anew. */
const zoomedFrom = 1.01;

/**
 * Keeps `--visible-height` as high as what the keyboard on the screen leaves. Android makes the page itself smaller
 * (interactive-widget in index.html); iOS lays the keyboard over it and pans, so the page is told here.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const { visualViewport: viewport, document } = window;
    if (viewport === null) return;
    function update(): void {
      if (viewport === null || viewport.scale > zoomedFrom) return;
      document.documentElement.style.setProperty('--visible-height', `${viewport.height}px`);
      if (viewport.offsetTop > 0) window.scrollTo(0, 0);
    }
    update();
    viewport.addEventListener('resize', update);
    viewport.addEventListener('scroll', update);
    return () => {
      viewport.removeEventListener('resize', update);
      viewport.removeEventListener('scroll', update);
      document.documentElement.style.removeProperty('--visible-height');
    };
  }, []);
}
