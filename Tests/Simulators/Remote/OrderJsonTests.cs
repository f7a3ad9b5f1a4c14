using System.Buffers;
using System.Text;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Remote;

namespace CityOps.Tests.Simulators.Remote;

public sealed class OrderJsonTests
{
    [Fact]
    public void Incident_WithAllItsMembers_IsRead()
    {
        var order = Assert.IsType<CityOrder.StartIncident>(Read("""{"incident":{"kind":"river-flood","place":"Center","size":0.9,"for":"6m","after":"90s"}}"""));
        Assert.Equal(new PlannedIncident("river-flood") { Place = "Center", Size = 0.9, Duration = TimeSpan.FromMinutes(6) }, order.Wish);
        Assert.Equal(TimeSpan.FromSeconds(90), order.After);
    }

    [Fact]
    public void Fault_HasTheMembersOfAFile()
    {
        var order = Assert.IsType<CityOrder.StartFault>(Read("""{"fault":{"kind":"stuck","devices":"aq-00*","for":"5m"}}"""));
        Assert.Equal(new FaultOrder { Kind = "stuck", Devices = "aq-00*", For = TimeSpan.FromMinutes(5) }, order.Order);
    }

    [Fact]
    public void StopAndLists_AreRead()
    {
        Assert.Equal(new CityOrder.Stop("incident-3"), Read("""{"stop":"incident-3"}"""));
        Assert.IsType<CityOrder.ListIncidents>(Read("""{"list":"incidents"}"""));
        Assert.IsType<CityOrder.ListFaults>(Read(""" { "list" : "faults" } """));
    }

    [Theory]
    [InlineData("", "An order is JSON such as ")]
    [InlineData("start the flood", "An order is JSON such as ")]
    [InlineData("""{"list":"faults"} x""", "An order is JSON such as ")]
    [InlineData("""{"list":"faults",}""", "An order is JSON such as ")]
    [InlineData("""{"list":"faults"/* */}""", "An order is JSON such as ")]
    [InlineData("""{"stop":"a","stop":"b"}""", "An order is JSON such as ")]
    [InlineData("""{"incident":{"kind":"marathon","size":0.2,"size":1}}""", "An order is JSON such as ")]
    [InlineData("""{"incident":{"kind":{"a":{"b":{"c":1}}}}}""", "An order is JSON such as ")]
    [InlineData("""{"stop":"\ud800"}""", "An order is JSON such as ")]
    [InlineData("[]", "An order is an object with one member: ")]
    [InlineData("{}", "An order is an object with one member: ")]
    [InlineData("""{"stop":"a","list":"faults"}""", "An order is an object with one member: ")]
    [InlineData("""{"reboot":"all"}""", "'reboot' is no order; there are ")]
    [InlineData("""{"stop":7}""", "stop is not a text.")]
    [InlineData("""{"list":"people"}""", "list is incidents or faults.")]
    [InlineData("""{"incident":"marathon"}""", "An incident is an object such as ")]
    [InlineData("""{"incident":{"kind":"marathon","where":"Center"}}""", "'where' is no member of an incident; there are kind, place,")]
    [InlineData("""{"incident":{"kind":"marathon","size":"big"}}""", "size is not a number.")]
    [InlineData("""{"incident":{"kind":"marathon","for":"soon"}}""", "for is not a length of time such as ")]
    [InlineData("""{"incident":{"kind":"marathon","after":"8d"}}""", "after is at most 7 days.")]
    public void WhatIsNoOrder_IsRefusedInWords(string text, string because) =>
        Assert.StartsWith(because, Assert.Throws<OrderUnreadableException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsTooLong_IsNotRead() => Assert.Equal(
        "An order has at most 4096 bytes.", Assert.Throws<OrderUnreadableException>(() => Read($$"""{"stop":"{{new string('x', 4096)}}"}""")).Message);

    [Fact]
    public void FaultThatCannotBe_IsRefusedAsInAFile()
    {
        Assert.Equal("stuck has no size", Assert.Throws<FaultOrderException>(() => Read("""{"fault":{"kind":"stuck","size":2}}""")).Message);
        Assert.StartsWith("'where' is no member of a fault", Assert.Throws<FaultOrderException>(() => Read("""{"fault":{"kind":"stuck","where":"x"}}""")).Message, StringComparison.Ordinal);
    }

    static CityOrder Read(string text) => OrderJson.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));
}
