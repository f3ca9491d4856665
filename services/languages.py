"""Languages that lines are translated into: each by its code (BCP 47), its own name and its English one."""

LANGUAGES = {
    "ar": ("العربية", "Arabic"),
    "bg": ("Български", "Bulgarian"),
    "bn": ("বাংলা", "Bengali"),
    "cs": ("Čeština", "Czech"),
    "da": ("Dansk", "Danish"),
    "de": ("Deutsch", "German"),
    "el": ("Ελληνικά", "Greek"),
    "es": ("Español", "Spanish"),
    "et": ("Eesti", "Estonian"),
    "fa": ("فارسی", "Persian"),
    "fi": ("Suomi", "Finnish"),
    "fr": ("Français", "French"),
    "he": ("עברית", "Hebrew"),
    "hi": ("हिन्दी", "Hindi"),
    "hr": ("Hrvatski", "Croatian"),
    "hu": ("Magyar", "Hungarian"),
    "id": ("Bahasa Indonesia", "Indonesian"),
    "it": ("Italiano", "Italian"),
    "ja": ("日本語", "Japanese"),
    "ko": ("한국어", "Korean"),
    "lt": ("Lietuvių", "Lithuanian"),
    "lv": ("Latviešu", "Latvian"),
    "ms": ("Bahasa Melayu", "Malay"),
    "nb": ("Norsk bokmål", "Norwegian"),
    "nl": ("Nederlands", "Dutch"),
    "pl": ("Polski", "Polish"),
    "pt": ("Português", "Portuguese"),
    "ro": ("Română", "Romanian"),
    "ru": ("Русский", "Russian"),
    "sk": ("Slovenčina", "Slovak"),
    "sl": ("Slovenščina", "Slovenian"),
    "sr": ("Српски", "Serbian"),
    "sv": ("Svenska", "Swedish"),
    "sw": ("Kiswahili", "Swahili"),
    "ta": ("தமிழ்", "Tamil"),
    "th": ("ไทย", "Thai"),
    "tr": ("Türkçe", "Turkish"),
    "uk": ("Українська", "Ukrainian"),
    "ur": ("اردو", "Urdu"),
    "vi": ("Tiếng Việt", "Vietnamese"),
    "zh-Hans": ("简体中文", "Simplified Chinese"),
    "zh-Hant": ("繁體中文", "Traditional Chinese"),
}


def own_name(code: str) -> str:
    return LANGUAGES[code][0]


def english_name(code: str) -> str:
    return LANGUAGES[code][1]
