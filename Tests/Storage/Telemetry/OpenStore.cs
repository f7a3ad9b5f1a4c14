using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Storage.Telemetry;

/// <summary>A store as the contract suite sees it. Disposing it closes the store and keeps its data.</summary>
public sealed record OpenStore(ITelemetryReader Reader, ITelemetryWriter Writer, IAsyncDisposable Owner) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Owner.DisposeAsync();
}
