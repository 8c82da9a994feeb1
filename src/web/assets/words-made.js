// How the words of a form come into it: typed, or put in from elsewhere. A name or a number that is put in is no text.

const WORDS_OF_A_TEXT = 5

/** Begins to notice, in every form of this page that asks how its words came. */
export function noticeHowWordsCome() {
  for (const made of document.querySelectorAll('main input[name=wordsMade]')) {
    const text = made.form?.elements.namedItem('text')
    text?.addEventListener('input', event => {
      if (text.value.trim() === '') made.value = ''
      else if (isPutIn(event)) made.value = 'pasted'
      else if (made.value === '') made.value = 'typed'
    })
  }
}

function isPutIn({ inputType, data }) {
  if (!['insertFromPaste', 'insertFromDrop', 'insertFromYank'].includes(inputType)) return false
  return data === null || data === undefined || data.trim().split(/\s+/).length >= WORDS_OF_A_TEXT
}
