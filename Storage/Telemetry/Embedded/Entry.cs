using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>One reading inside its series.</summary>
/// <param name="At">ObservedAt, Unix ms.</param>
/// <param name="Order">Which of several with one key was written last; means nothing once they are merged.</param>
readonly record struct Entry(long At, double Value, Quality Quality, QualityReasons Reasons, int Order = 0)
{
    public bool Failed => Quality == Quality.Fail;

    /// <summary>
    /// One moment has room for one value that failed and one that did not, the latter first: two entries with one key are the
    /// same reading, and the later written stands.
    /// </summary>
    public long Key => (At << 1) | (Failed ? 1L : 0L);
}
