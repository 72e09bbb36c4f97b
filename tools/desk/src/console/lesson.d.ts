// Made by lesson_pages.ts while the page is bundled.
declare module 'lesson:*' {
  const html: string;
  export default html;
}
