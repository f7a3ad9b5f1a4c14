using System.Threading.Channels;
using CityOps.Core.Live;

namespace CityOps.Tests.Ingestion.Live;

/// <summary>Hears every live frame on a broker.</summary>
sealed class FrameTap
{
    readonly Channel<(LiveFrame Frame, int Bytes)> _frames = Channel.CreateUnbounded<(LiveFrame, int)>();

    public static async Task<FrameTap> OpenAsync(LiveBroker broker)
    {
        var tap = new FrameTap();
        var link = broker.NewLink();
        await link.SubscribeAsync(LiveTopics.Values, tap.Take, default);
        await broker.ConnectAsync(link);
        return tap;
    }

    public async Task<(LiveFrame Frame, int Bytes)> NextMessageAsync() => await _frames.Reader.ReadAsync().AsTask().WaitAsync(LiveBroker.Limit);

    public async Task<LiveFrame> NextAsync() => (await NextMessageAsync()).Frame;

    /// <summary>The next frame that fits, past all that do not.</summary>
    public async Task<LiveFrame> NextAsync(Func<LiveFrame, bool> fits)
    {
        using var limit = new CancellationTokenSource(LiveBroker.Limit);
        await foreach (var (frame, _) in _frames.Reader.ReadAllAsync(limit.Token))
        {
            if (fits(frame))
            {
                return frame;
            }
        }

        throw new IOException("the tap has closed");
    }

    void Take(ReadOnlyMemory<byte> payload)
    {
        Assert.True(LiveFrameCodec.TryDecode(payload.Span, out var frame));
        Assert.True(_frames.Writer.TryWrite((frame, payload.Length)));
    }
}
