"""What a student tells of themselves, as one would in an interview."""

SENTENCES = [
    "My name is Maria and I work in a hospital.",
    "In my free time I like to paint flowers and animals.",
    "Last year we had a problem with a large project.",
    "The customer was angry because the delivery was late.",
    "I called him and explained what had happened.",
    "Then I asked my team to help me with a new plan.",
    "After two weeks everything was finished and he was happy.",
    "I learned that it is good to speak openly with people.",
    "I would like to work in your company because I like to learn.",
    "My friends say that I am patient and that I listen well.",
    "On the weekend I often visit my parents in the country.",
    "We cook together and talk about the old days.",
    "In the evening I take the train back to the city.",
]
SENTENCE = SENTENCES[0]
