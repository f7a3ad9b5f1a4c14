using CityOps.Core.Live;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Watches whether the frames that came are all there are. It is whole after every part of one key frame has come without a
/// gap, and until the next gap or another epoch. Not safe for concurrent use.
/// </summary>
sealed class FrameOrder
{
    string? _epoch;
    long _seq;
    int _partsSeen;

    public bool IsWhole { get; private set; }

    public void Take(LiveFrame frame)
    {
        var follows = frame.Epoch == _epoch && frame.Seq == _seq + 1;
        IsWhole &= follows;
        if (frame.Key)
        {
            var continues = frame.Part == 0 || (follows && _partsSeen == frame.Part);
            _partsSeen = continues ? frame.Part + 1 : 0;
            IsWhole |= _partsSeen == frame.Parts;
        }
        else
        {
            _partsSeen = 0;
        }

        (_epoch, _seq) = (frame.Epoch, frame.Seq);
    }

    /// <summary>The connection was lost: whatever came while it was away is unknown.</summary>
    public void Forget() => (IsWhole, _epoch, _partsSeen) = (false, null, 0);
}
