using System.Runtime.CompilerServices;

namespace CityOps.Core.Alerts;

/// <summary>The last 20 gaps between moments of one series, in ms. A gap above 49 days counts as 49 days.</summary>
struct GapWindow
{
    public const int Capacity = 20;
    /// <summary>Fewer gaps than this say nothing about a rhythm.</summary>
    public const int Enough = 5;

    Buffer _gaps;
    byte _next;

    public byte Count { get; private set; }

    public readonly bool IsEnough => Count >= Enough;

    public void Add(long gapMs)
    {
        _gaps[_next] = (uint)Math.Clamp(gapMs, 0, uint.MaxValue);
        _next = (byte)((_next + 1) % Capacity);
        Count = (byte)Math.Min(Count + 1, Capacity);
    }

    /// <summary>The middle gap; the mean of the two middle ones of an even number.</summary>
    public readonly long Median()
    {
        Span<uint> sorted = stackalloc uint[Capacity];
        sorted = Sort(sorted);
        return sorted.IsEmpty ? 0 : ((long)sorted[(Count - 1) / 2] + sorted[Count / 2]) / 2;
    }

    /// <summary>The 90th percentile by nearest rank.</summary>
    public readonly long Percentile90()
    {
        Span<uint> sorted = stackalloc uint[Capacity];
        sorted = Sort(sorted);
        return sorted.IsEmpty ? 0 : sorted[((Count * 9) + 9) / 10 - 1];
    }

    /// <summary>Oldest first, so that the window can be saved and refilled by <see cref="Add"/>.</summary>
    public readonly uint At(int index) => _gaps[(_next - Count + index + Capacity) % Capacity];

    readonly Span<uint> Sort(Span<uint> room)
    {
        ReadOnlySpan<uint> gaps = _gaps;
        gaps[..Count].CopyTo(room);
        room[..Count].Sort();
        return room[..Count];
    }

    [InlineArray(Capacity)]
    struct Buffer
    {
        uint _first;
    }
}
