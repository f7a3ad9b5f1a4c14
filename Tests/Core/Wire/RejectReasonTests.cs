using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

public sealed class RejectReasonTests
{
    const string Closed = "bad_topic bad_json too_large too_deep too_many no_time bad_time too_old in_future no_values bad_value "
        + "bad_quantity unknown_unit device_mismatch wrong_domain unknown_device too_many_series defect";

    [Fact]
    public void Reasons_TheClosedListInOrderFromOne()
    {
        var reasons = Enum.GetValues<RejectReason>().Where(reason => reason != RejectReason.None).ToList();
        Assert.Equal(Closed, string.Join(' ', reasons.Select(reason => reason.ToWire())));
        Assert.Equal(Enumerable.Range(1, reasons.Count), reasons.Select(reason => (int)reason));
    }
}
