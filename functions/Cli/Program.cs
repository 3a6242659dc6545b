using System.Text;
using FollowUpFlows.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return FollowUp.Run(args, Console.Out, Console.Error);
