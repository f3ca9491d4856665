// A browser without recognition of its own.
window.SpeechRecognition = undefined
window.webkitSpeechRecognition = undefined
