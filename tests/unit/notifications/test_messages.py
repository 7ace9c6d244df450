from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.messages import ORDER, MessageState, further

states = st.sampled_from(MessageState)


@given(states, states)
def test_a_message_never_goes_back(state: MessageState, reached: MessageState) -> None:
    after = further(state, reached)
    assert ORDER.index(after) >= ORDER.index(state)
    assert after in (state, reached)


def test_reading_after_another_has_acknowledged_leaves_it_acknowledged() -> None:
    assert further(MessageState.ACKNOWLEDGED, MessageState.READ) is MessageState.ACKNOWLEDGED
