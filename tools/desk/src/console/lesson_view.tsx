// The lesson plan: docs/lesson-plan.md and its Chinese version, made into HTML by the build
// (lesson_pages.ts of the bundler), so what is shown is ours alone.
import en from 'lesson:en';
import zh from 'lesson:zh';

import { language } from '../shared/language.ts';

export function LessonPlan() {
  const html = language.value === 'zh' ? zh : en;
  return <article class="lesson" dangerouslySetInnerHTML={{ __html: html }} />;
}
