using System.Buffers;
using System.Text;
using System.Text.Json;
using CityOps.Simulators;
using CityOps.Simulators.Remote;
using CityOps.Tests.Simulators.City;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Simulators.Remote;

public sealed class OrderDeskTests : IAsyncLifetime
{
    static readonly long Start = Cities.At("2026-11-24 15:00");

    readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Start));
    readonly CityPlayer player;
    readonly OrderDesk desk;

    public OrderDeskTests()
    {
        player = new CityPlayer(new PlayerOptions { Incidents = false }, clock);
        desk = new OrderDesk(player.Incidents, player.Faults, player.FitsOf, clock);
    }

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => player.DisposeAsync();

    [Fact]
    public void StartedIncident_IsAnsweredWithItsIdAndWhatIsToCome()
    {
        var answer = Ask("""{"incident":{"kind":"transformer-overload","place":"bezigrad","size":1,"for":"6m"}}""");
        var running = Assert.Single(player.Incidents.Running);
        Assert.Equal(
            new CityAnswer.IncidentLine(running.Id, "transformer-overload", "Bežigrad", 1, "2026-11-24T14:00:00.000Z", "2026-11-24T14:06:00.000Z"), answer.Incident);
        Assert.Equal(player.Incidents.SheetOf(running.Id)!.Required.Select(line => line.Subject), answer.Expects!.Select(line => line.Subject));
        Assert.NotEmpty(answer.Expects!);
    }

    [Fact]
    public void IncidentForLater_IsPlannedListedAndCanBeStopped()
    {
        var made = Ask("""{"incident":{"kind":"marathon","after":"5m"}}""").Incident!;
        Assert.Equal("2026-11-24T14:05:00.000Z", made.From);
        Assert.Equal([made], Ask("""{"list":"incidents"}""").Incidents!);
        Assert.Equal(made.Id, Ask($$"""{"stop":"{{made.Id}}"}""").Stopped);
        Assert.Empty(player.Incidents.Planned);
        Assert.StartsWith($"Nothing with the id '{made.Id}' runs", Ask($$"""{"stop":"{{made.Id}}"}""").Refused!, StringComparison.Ordinal);
    }

    [Fact]
    public void List_SaysWhatCanGoWrongWhere()
    {
        var kinds = Ask("""{"list":"incidents"}""").Kinds!;
        Assert.Equal(player.Incidents.Kinds.Select(kind => kind.Id), kinds.Select(kind => kind.Kind));
        Assert.All(kinds, kind => Assert.NotEmpty(kind.Places));
    }

    [Fact]
    public void StartedFault_SaysHowManyFit()
    {
        var fault = Ask("""{"fault":{"kind":"dropout","domain":"traffic","share":0.3,"for":"5m"}}""").Fault!;
        Assert.Equal((Cities.Usual.Devices.Count(device => device.Domain == "traffic"), "* traffic 30%"), (fault.Fits, fault.Where));
        Assert.Equal(fault with { Fits = null }, Assert.Single(Ask("""{"list":"faults"}""").Faults!));
        Assert.Equal(fault.Id, Ask($$"""{"stop":"{{fault.Id}}"}""").Stopped);
        Assert.Empty(player.Faults.Running);
    }

    [Theory]
    [InlineData("""{"incident":{"kind":"volcano"}}""", "'volcano' is no kind of incident; there are ring-accident,")]
    [InlineData("""{"incident":{"kind":"marathon","place":"Zagreb"}}""", "'Zagreb' is no place for marathon; there are ")]
    [InlineData("""{"incident":{}}""", "'' is no kind of incident; there are ")]
    [InlineData("""{"incident":{"kind":"marathon","size":1e999}}""", "A size is from 0.1 to 1.")]
    [InlineData("""{"fault":{"kind":"boredom"}}""", "This fault cannot be: 'boredom' is no kind of fault;")]
    [InlineData("""{"fault":{"kind":"stuck","devices":"aq-9999"}}""", "This city has no device that fits 'aq-9999';")]
    [InlineData("""{"fault":{"kind":"gateway","devices":"aq-9999"}}""", "This city has no gateway and no device with a client of its own that fits 'aq-9999';")]
    [InlineData("nonsense", "An order is JSON such as ")]
    public void WhatCannotBe_IsRefusedAndChangesNothing(string order, string because)
    {
        Assert.StartsWith(because, Ask(order).Refused!, StringComparison.Ordinal);
        Assert.Empty(player.Incidents.Running);
        Assert.Empty(player.Faults.Running);
    }

    [Fact]
    public void Faults_AreBounded()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.NotNull(Ask("""{"fault":{"kind":"stuck"}}""").Fault);
        }

        Assert.Equal("This fault cannot be: 200 faults run or are to come; stop one first.", Ask("""{"fault":{"kind":"stuck"}}""").Refused);
        Assert.True(Ask("""{"list":"faults"}""").ToUtf8().Length < CityAnswer.MostBytes);
    }

    [Fact]
    public void Answer_HasNoMembersThatSayNothing()
    {
        using var json = JsonDocument.Parse(desk.Answer(new ReadOnlySequence<byte>("x"u8.ToArray())).ToUtf8());
        Assert.Equal("refused", Assert.Single(json.RootElement.EnumerateObject()).Name);
    }

    /// <summary>As it comes out of the wire.</summary>
    CityAnswer Ask(string order) =>
        CityAnswer.Read(new ReadOnlySequence<byte>(desk.Answer(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(order))).ToUtf8()))!;
}
