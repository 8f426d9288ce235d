import { create } from 'zustand';
import { go } from '../../app/router.ts';

/** Which view of the review page is open; it stays while an organizer looks elsewhere. */
export type ReviewView = 'progress' | 'deal' | 'panel' | 'ranking' | 'rubric';

export const useReviewView = create<{ readonly view: ReviewView }>(() => ({ view: 'progress' }));

export function showReviewView(view: ReviewView): void {
  useReviewView.setState({ view });
}

/** From any other page. */
export function openReviewView(view: ReviewView): void {
  showReviewView(view);
  go({ page: 'review' });
}
