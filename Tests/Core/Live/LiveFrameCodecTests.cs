using CityOps.Core.Live;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Live;

public sealed class LiveFrameCodecTests
{
    static readonly LiveFrame Frame = new()
    {
        Epoch = "e1", Seq = 42, At = 1_700_000_000_123, Key = true, Part = 1, Parts = 3,
        Items =
        [
            new Reading(new SeriesId("aq-01", "pm10"), 1_700_000_000_000, 1_700_000_000_050, 0.1 + 0.2, Quality.Good, QualityReasons.None),
            new Reading(new SeriesId("aq-01", "no2"), -5, 7, -40.5, Quality.Fail, QualityReasons.OutOfRange | QualityReasons.ClockAhead),
            new Reading(new SeriesId("aq-02", "pm10"), 1, 2, double.MaxValue, Quality.Suspect, QualityReasons.Jump),
        ],
    };

    [Fact]
    public void Frame_ComesBackAsItWas()
    {
        Assert.True(LiveFrameCodec.TryDecode(LiveFrameCodec.Encode(Frame), out var back));

        Assert.Equal(Frame.Items, back.Items);
        Assert.Equal(Frame with { Items = back.Items }, back);
    }

    [Fact]
    public void EmptyFrame_ComesBack()
    {
        Assert.True(LiveFrameCodec.TryDecode(LiveFrameCodec.Encode(Frame with { Items = [] }), out var back));

        Assert.Empty(back.Items);
    }

    [Fact]
    public void FrameCutShortAnywhere_IsRefused()
    {
        var bytes = LiveFrameCodec.Encode(Frame);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.False(LiveFrameCodec.TryDecode(bytes.AsSpan(0, length), out _)));
        Assert.False(LiveFrameCodec.TryDecode([.. bytes, 0], out _));
    }

    [Theory]
    [InlineData(0, 2)] // format of a later release
    [InlineData(2, 3)] // part 3 of 3
    public void FrameWithAWrongByte_IsRefused(int index, byte value)
    {
        var bytes = LiveFrameCodec.Encode(Frame);
        bytes[index] = value;

        Assert.False(LiveFrameCodec.TryDecode(bytes, out _));
    }

    [Fact]
    public void Rubbish_IsRefusedAndNeverThrows()
    {
        var random = new Random(7);
        var head = LiveFrameCodec.Encode(Frame with { Items = [] }).AsSpan(0, 20).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.False(LiveFrameCodec.TryDecode([.. head, .. bytes], out _));
        }
    }

    [Fact]
    public void TwentyThousandSeries_AreCutIntoMessagesThatFit()
    {
        var all = Enumerable.Range(0, 20_000).Select(i => Frame.Items[0] with { Series = new SeriesId($"{new string('d', 50)}{i}", "pm10") }).ToArray();

        var runs = LiveFrameCodec.Split(all);

        Assert.Equal(all, runs.SelectMany(run => run));
        var sizes = runs.Select(run => LiveFrameCodec.Encode(Frame with { Epoch = new string('e', 64), Items = run }).Length).ToList();
        Assert.All(sizes, size => Assert.InRange(size, 1, 200 * 1024));
        Assert.All(sizes.SkipLast(1), size => Assert.InRange(size, 190 * 1024, 200 * 1024));
    }

    [Fact]
    public void Nothing_IsOneEmptyMessage() => Assert.Equal(0, Assert.Single(LiveFrameCodec.Split([])).Count);
}
