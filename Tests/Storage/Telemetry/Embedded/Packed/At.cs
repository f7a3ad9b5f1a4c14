using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

/// <summary>Does something at each progress, at once and not some time later as <see cref="Progress{T}"/>.</summary>
sealed class At(Action<UpkeepProgress> act) : IProgress<UpkeepProgress>
{
    public void Report(UpkeepProgress value) => act(value);
}
