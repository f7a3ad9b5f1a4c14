using System.Text.Json;
using CityOps.Tests.Simulators.Mqtt;
using CityOps.Tests.Simulators.Verbs;
using MQTTnet.Protocol;

namespace CityOps.Tests.Simulators.Load;

public sealed class LoadCommandTests
{
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    [Fact]
    public async Task Help_NamesTheWords()
    {
        Assert.Equal(0, await InvokeAsync("load --help"));
        Assert.All(
            (string[])["--qos", "--rate", "--devices", "--connections", "--duration", "--host", "--port", "--user", "--password", "--json"],
            word => Assert.Contains(word, output.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("--tls", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load --qos 2", "--qos takes 0 to 1")]
    [InlineData("load --rate -5", "--rate takes 0 to")]
    [InlineData("load --rate fast", "--rate")]
    [InlineData("load --devices 0", "--devices takes 1 to")]
    [InlineData("load --devices 10 --connections 11", "--connections takes at most as many as there are devices")]
    [InlineData("load --duration soon", "is not a length of time")]
    [InlineData("load --domain weather", "weather")]
    [InlineData("load --prefix a/b", "--prefix takes letters")]
    [InlineData("load --tls", "--tls")]
    [InlineData("load --password secret", "a password needs --user")]
    [InlineData("--host elsewhere load", "stand after 'load'")]
    [InlineData("load --user sims --password-file no/such/file", "--password-file")]
    public async Task WrongWords_EndWithCode1AndAReason(string arguments, string reason)
    {
        Assert.Equal(1, await InvokeAsync(arguments));
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokerThatIsAway_EndsWithCode2()
    {
        Assert.Equal(2, await InvokeAsync($"load --host 127.0.0.1 --port {FreePort.Next()} --wait 0s"));
        Assert.Contains("No MQTT broker answers at 127.0.0.1:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPassword_EndsWithCode3()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Password = "right";
        Assert.Equal(3, await InvokeAsync($"{At(broker)} --user sims --password wrong"));
        Assert.Contains("Are user name and password right?", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EndsWithAReportForPeople()
    {
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(0, await InvokeAsync($"{At(broker)} --user sims --duration 1"));
        Assert.Contains("500 messages/s for 1 s, QoS 1, 20 devices on 4 connections", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Sent 500, acknowledged 500, unanswered 0", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"Publish to PUBACK: p50 [\d.]+ ms, p90 [\d.]+ ms, p99 [\d.]+ ms, max [\d.]+ ms", output.ToString());
        Assert.Matches(@"Own CPU: [\d.]+ s per million messages", output.ToString());
        Assert.Equal(500, broker.Readings.Count());
    }

    [Fact]
    public async Task Json_IsTheOnlyLineOfTheOutput()
    {
        await using var broker = await TestBroker.StartAsync();
        Assert.Equal(0, await InvokeAsync($"{At(broker)} --duration 1m --messages 500 --json"));
        var report = JsonDocument.Parse(Assert.Single(output.ToString().TrimEnd().Split('\n'))).RootElement;
        Assert.Equal(500, report.GetProperty("acknowledged").GetInt64());
        Assert.True(report.GetProperty("latencyMs").GetProperty("p99").GetDouble() > 0);
        Assert.True(report.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task WhatIsNotAcknowledged_EndsWithCode4()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Refusal = MqttPubAckReasonCode.QuotaExceeded;
        Assert.Equal(4, await InvokeAsync($"{At(broker)} --duration 1"));
        Assert.Contains("The broker refused 500 messages (QuotaExceeded)", error.ToString(), StringComparison.Ordinal);
    }

    static string At(TestBroker broker) => $"load --host 127.0.0.1 --port {broker.Port} --rate 500 --devices 20 --connections 4";

    Task<int> InvokeAsync(string arguments) => new CommandRun(output, error).InvokeAsync(arguments);
}
